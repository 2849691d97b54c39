-- Publishes events that were not published before. Every instance offers every event, in order; Redis
-- itself keeps the last id that it took, so each event goes out once, whoever dies or repeats itself.
--
-- KEYS[1]  the id of the last event published, TIME.INDEX
-- ARGV     six for each event: time, index, channel, body, channel, body
--
-- Returns how many events were published now.
local held = redis.call('GET', KEYS[1]) or '0.0'
local time, index = string.match(held, '^(%d+)%.(%d+)$')
time = tonumber(time or 0)
index = tonumber(index or 0)
local published = 0
for n = 1, #ARGV, 6 do
  local t, i = tonumber(ARGV[n]), tonumber(ARGV[n + 1])
  if t > time or (t == time and i > index) then
    -- A Redis that is full, cannot save or is a replica publishes all the same: it refuses here, before anything goes out.
    if published == 0 then redis.call('SET', KEYS[1], held) end
    redis.call('PUBLISH', ARGV[n + 2], ARGV[n + 3])
    redis.call('PUBLISH', ARGV[n + 4], ARGV[n + 5])
    redis.call('SET', KEYS[1], ARGV[n] .. '.' .. ARGV[n + 1])
    time, index = t, i
    published = published + 1
  end
end
return published
