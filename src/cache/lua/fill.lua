-- Stores a loaded value, if the lease it was loaded under is still held.
--
-- KEYS[1]  the entry
-- ARGV[1]  lease token
-- ARGV[2]  stamp
-- ARGV[3]  envelope
-- ARGV[4]  body
-- ARGV[5]  milliseconds to live
-- ARGV[6]  '1': a value below the entry's floor will do (soft rows)
--
-- Returns 'filled', or why not: 'lost' (no such lease: it ended, or eviction or a flush took it),
-- 'floor' (a write came while it was loaded), 'older' (a newer value is held).
local held = redis.call('HMGET', KEYS[1], 't', 'f', 's')
if held[1] ~= ARGV[1] then
  return 'lost'
end
redis.call('HDEL', KEYS[1], 't', 'x')
local stamp = tonumber(ARGV[2])
if ARGV[6] ~= '1' and stamp < (tonumber(held[2] or '') or 0) then
  return 'floor'
end
if (tonumber(held[3] or '') or -1) >= stamp then
  return 'older'
end
redis.call('HSET', KEYS[1], 'e', ARGV[3], 'b', ARGV[4], 's', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return 'filled'
