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
local guard = readGuard(KEYS[1])
if not guard or guard.token ~= ARGV[1] then
  return 'lost'
end
guard.ends, guard.token = 0, NO_TOKEN
local stamp = tonumber(ARGV[2])
local isBelow = ARGV[5] ~= '1' and stamp < guard.floor
if isBelow or guard.stamp >= stamp then
  redis.call('SETRANGE', KEYS[1], 0, lineOf(guard))
  return isBelow and 'floor' or 'older'
end
guard.stamp = stamp
redis.call('SET', KEYS[1], lineOf(guard) .. ARGV[3], 'PX', ARGV[4])
return 'filled'
