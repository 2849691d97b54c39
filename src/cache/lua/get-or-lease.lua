-- The value of an entry, or the right to load it.
--
-- KEYS[1]  the entry: a hash of e (envelope), b (body), s (stamp), f (floor), t (lease), x (its end)
-- ARGV[1]  lease token of the caller; empty: no lease is wanted
-- ARGV[2]  milliseconds that a lease lasts
-- ARGV[3]  least stamp that the caller accepts
-- ARGV[4]  '1': a value below the entry's floor will do (soft rows)
--
-- Returns {envelope, body, milliseconds to live}, or 'lease', 'busy' or 'none'.
-- Asked twice with the same token it answers the same: a retry after a time-out takes no second lease.
-- Nearly every call finds a value, so what only the others need is read after that.
local key = KEYS[1]
local value = redis.call('HMGET', key, 'e', 'b', 's', 'f')
local stamp = tonumber(value[3] or '')
if value[1] and value[2] and stamp and stamp >= tonumber(ARGV[3])
  and (ARGV[4] == '1' or not value[4] or stamp >= (tonumber(value[4]) or 0)) then
  return { value[1], value[2], redis.call('PTTL', key) }
end
local token = ARGV[1]
if token == '' then
  return 'none'
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lease = redis.call('HMGET', key, 't', 'x')
if lease[1] and lease[1] ~= token and (tonumber(lease[2] or '') or 0) > now then
  return 'busy'
end
redis.call('HSET', key, 't', token, 'x', string.format('%.0f', now + ARGV[2]))
if redis.call('PTTL', key) < tonumber(ARGV[2]) then
  redis.call('PEXPIRE', key, ARGV[2])
end
return 'lease'
