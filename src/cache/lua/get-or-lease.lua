-- The value of an entry, or the right to load it.
--
-- KEYS[1]  the entry: a hash of e (envelope), b (body), s (stamp), f (floor), t (lease), x (its end)
-- ARGV[1]  lease token of the caller; empty: no lease is wanted
-- ARGV[2]  milliseconds that a lease lasts
-- ARGV[3]  least stamp that the caller accepts
-- ARGV[4]  '1': a value below the entry's floor will do (soft rows)
--
-- Returns {'value', envelope, body, milliseconds to live}, {'lease'}, {'busy'} or {'none'}.
-- Asked twice with the same token it answers the same: a retry after a time-out takes no second lease.
local held = redis.call('HMGET', KEYS[1], 'e', 'b', 's', 'f', 't', 'x')
local stamp = tonumber(held[3] or '')
local floor = tonumber(held[4] or '') or 0
if held[1] and held[2] and stamp and stamp >= tonumber(ARGV[3]) and (ARGV[4] == '1' or stamp >= floor) then
  return { 'value', held[1], held[2], redis.call('PTTL', KEYS[1]) }
end
if ARGV[1] == '' then
  return { 'none' }
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if held[5] and held[5] ~= ARGV[1] and (tonumber(held[6] or '') or 0) > now then
  return { 'busy' }
end
redis.call('HSET', KEYS[1], 't', ARGV[1], 'x', string.format('%.0f', now + ARGV[2]))
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return { 'lease' }
