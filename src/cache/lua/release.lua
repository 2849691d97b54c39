-- Gives a lease back after a load that failed or may not be stored.
--
-- KEYS[1]  the entry
-- ARGV[1]  lease token
if redis.call('HGET', KEYS[1], 't') ~= ARGV[1] then
  return 0
end
redis.call('HDEL', KEYS[1], 't', 'x')
if redis.call('HEXISTS', KEYS[1], 'v') == 0 then
  redis.call('DEL', KEYS[1])
end
return 1
