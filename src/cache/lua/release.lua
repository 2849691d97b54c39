-- Gives a lease back after a load that failed or may not be stored.
--
-- KEYS[1]  the entry
-- ARGV[1]  lease token
local guard = readGuard(KEYS[1])
if not guard or guard.token ~= ARGV[1] then
  return 0
end
if guard.stamp == NOTHING then
  redis.call('DEL', KEYS[1])
else
  guard.ends, guard.token = 0, NO_TOKEN
  redis.call('SETRANGE', KEYS[1], 0, lineOf(guard))
end
return 1
