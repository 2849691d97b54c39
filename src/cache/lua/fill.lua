-- Stores a loaded value, if the lease it was loaded under is still held. Nothing else is left of the entry but its floor.
--
-- KEYS[1]  the entry
-- ARGV[1]  lease token
-- ARGV[2]  stamp
-- ARGV[3]  value
-- ARGV[4]  milliseconds to live
-- ARGV[5]  '1': a value below the entry's floor will do (soft rows)
--
-- Returns 'filled', or why not: 'lost' (no such lease: it ended, or eviction or a flush took it),
-- 'floor' (a write came while it was loaded), 'older' (a newer value is held).
local held = redis.call('HMGET', KEYS[1], 't', 'f', 's')
if held[1] ~= ARGV[1] then
  return 'lost'
end
redis.call('HDEL', KEYS[1], 't', 'x')
local stamp = tonumber(ARGV[2])
if ARGV[5] ~= '1' and stamp < (tonumber(held[2] or '') or 0) then
  return 'floor'
end
if (tonumber(held[3] or '') or -1) >= stamp then
  return 'older'
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'v', ARGV[3], 's', ARGV[2])
if held[2] then
  redis.call('HSET', KEYS[1], 'f', held[2])
end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 'filled'
