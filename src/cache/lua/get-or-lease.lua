-- The value of an entry, or the right to load it.
--
-- KEYS[1]  the entry: a hash of v (value), s (stamp), f (floor), t (lease), x (its end)
-- ARGV[1]  lease token of the caller
-- ARGV[2]  milliseconds that a lease lasts
-- ARGV[3]  least stamp that the caller accepts
-- ARGV[4]  '1': a value below the entry's floor will do (soft rows)
--
-- Returns {value}, or 'lease' or 'busy'.
-- Asked twice with the same token it answers the same: a retry after a time-out takes no second lease.
local key = KEYS[1]
local held = redis.call('HMGET', key, 'v', 's', 'f')
local stamp = tonumber(held[2] or '')
if held[1] and stamp and stamp >= tonumber(ARGV[3])
  and (ARGV[4] == '1' or stamp >= (tonumber(held[3] or '') or 0)) then
  return { held[1] }
end
local token = ARGV[1]
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
