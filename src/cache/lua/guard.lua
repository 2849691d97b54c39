-- Begins every script. An entry is a string: its guard, then what a fill has stored. The guard is a line of fields of a
-- fixed width, so that it is replaced in place: stamp (-1 where nothing is stored), floor, the lease's end in
-- milliseconds, the lease's token. One string, because several can be had by one MGET.
local NOTHING = -1
local NO_TOKEN = string.rep('-', 48)
local WIDTH = 100

-- The guard of an entry; nil where there is none, or no guard but something else.
local function readGuard(key)
  local line = redis.call('GETRANGE', key, 0, WIDTH - 1)
  local stamp, floor, ends = tonumber(line:sub(1, 16)), tonumber(line:sub(18, 33)), tonumber(line:sub(35, 50))
  if #line < WIDTH or not (stamp and floor and ends) then
    return nil
  end
  return { stamp = stamp, floor = floor, ends = ends, token = line:sub(52, 99) }
end

local function lineOf(guard)
  return string.format('%016.0f %016.0f %016.0f %s\n', guard.stamp, guard.floor, guard.ends, guard.token)
end
