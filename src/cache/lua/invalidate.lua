-- Outdates an entry as of a write: raises its floor, keeps a lease that is under way.
--
-- KEYS[1]  the entry
-- ARGV[1]  log time of the write
-- ARGV[2]  '1': keep the value, it may still be served as stale (soft rows)
--
-- Returns 1 if there was anything to outdate. Twice is once; late is harmless: floors only rise.
-- An absent entry needs no floor: nothing can be filled without a lease, and a lease makes it present.
local guard = readGuard(KEYS[1])
if not guard then
  return 0
end
local time = tonumber(ARGV[1])
guard.floor = math.max(guard.floor, time)
if ARGV[2] == '1' or guard.stamp >= time then
  redis.call('SETRANGE', KEYS[1], 0, lineOf(guard))
elseif guard.token == NO_TOKEN then
  redis.call('DEL', KEYS[1])
else
  guard.stamp = NOTHING
  redis.call('SET', KEYS[1], lineOf(guard), 'KEEPTTL')
end
return 1
