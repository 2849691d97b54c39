-- Outdates an entry as of a write: raises its floor, keeps a lease that is under way.
--
-- KEYS[1]  the entry
-- ARGV[1]  log time of the write
-- ARGV[2]  '1': keep the value, it may still be served as stale (soft rows)
--
-- Returns 1 if there was anything to outdate. Twice is once; late is harmless: floors only rise.
-- An absent entry needs no floor: nothing can be filled without a lease, and a lease makes it present.
if redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end
local held = redis.call('HMGET', KEYS[1], 'f', 's', 't')
local time = tonumber(ARGV[1])
if (tonumber(held[1] or '') or 0) < time then
  redis.call('HSET', KEYS[1], 'f', ARGV[1])
end
if ARGV[2] ~= '1' and (tonumber(held[2] or '') or 0) < time then
  redis.call('HDEL', KEYS[1], 'v', 's')
  if not held[3] then
    redis.call('DEL', KEYS[1])
  end
end
return 1
