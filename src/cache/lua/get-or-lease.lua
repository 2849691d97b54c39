-- The value of an entry, or the right to load it.
--
-- KEYS[1]  the entry
-- ARGV[1]  lease token of the caller, 48 characters
-- ARGV[2]  milliseconds that a lease lasts
-- ARGV[3]  least stamp that the caller accepts, from 0
-- ARGV[4]  '1': a value below the entry's floor will do (soft rows)
--
-- Returns {entry}, or 'lease', or the end of the lease under which somebody else loads, which tells it from the next one.
-- Asked twice with the same token it answers the same: a retry after a time-out takes no second lease.
local key, token = KEYS[1], ARGV[1]
local guard = readGuard(key)
if guard and guard.stamp >= tonumber(ARGV[3]) and (ARGV[4] == '1' or guard.stamp >= guard.floor) then
  return { redis.call('GET', key) }
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if guard and guard.token ~= token and guard.ends > now then
  return guard.ends
end
local ends = now + ARGV[2]
if guard then
  guard.ends, guard.token = ends, token
  redis.call('SETRANGE', key, 0, lineOf(guard))
  if redis.call('PTTL', key) < tonumber(ARGV[2]) then
    redis.call('PEXPIRE', key, ARGV[2])
  end
else
  redis.call('SET', key, lineOf({ stamp = NOTHING, floor = 0, ends = ends, token = token }), 'PX', ARGV[2])
end
return 'lease'
