/**
 * What Redis holds, under a prefix for each database:
 *
 * - `state`, a hash: `epoch`, a random name that every answer of it carries, and `purges`, how many there were;
 * - `tag:<tag>`: the tag's version, `<number of its last purge>:<random>`;
 * - `answer:<key>`, a hash: the answer, its tags, and their versions when it was kept;
 * - `done:<change>`: the change was purged.
 *
 * An answer is good while each of its tags has the version that it was kept with, so a purge sets versions and looks for
 * no answers. Whatever Redis evicts or loses makes answers missing, never wrong.
 */

/** Gives the epoch and the number of purges, and the answer where it is good. KEYS: state, answer. ARGV: a new epoch, the tags' prefix. */
export const READ_SCRIPT = `
local state = redis.call('HMGET', KEYS[1], 'epoch', 'purges')
local epoch, purges = state[1], state[2] or '0'
if not epoch then
  epoch = ARGV[1]
  redis.call('HSET', KEYS[1], 'epoch', epoch, 'purges', purges)
end
local answer = redis.call('HMGET', KEYS[2], 'epoch', 'tags', 'versions', 'body', 'etag', 'cacheTag')
if answer[1] ~= epoch then return {epoch, purges} end
local keys = {}
for tag in string.gmatch(answer[2], '[^,]+') do keys[#keys + 1] = ARGV[2] .. tag end
if #keys > 0 then
  local versions = redis.call('MGET', unpack(keys))
  for index = 1, #versions do
    if not versions[index] then return {epoch, purges} end
  end
  if table.concat(versions, ',') ~= answer[3] then return {epoch, purges} end
end
return {epoch, purges, answer[4], answer[5], answer[6]}
`;

/**
 * Keeps an answer unless a tag was purged since its reading began. KEYS: state, answer. ARGV: the epoch and number of purges
 * when it began, lifetime in seconds, body, etag, Cache-Tag, a random version, the tags' prefix, and the tags.
 */
export const KEEP_SCRIPT = `
if redis.call('HGET', KEYS[1], 'epoch') ~= ARGV[1] then return 0 end
local since, lifetime, random, prefix = tonumber(ARGV[2]), ARGV[3], ARGV[7], ARGV[8]
local tags, versions = {}, {}
for index = 9, #ARGV do
  local version = redis.call('GET', prefix .. ARGV[index])
  if version and tonumber(string.match(version, '^%d+')) > since then return 0 end
  tags[#tags + 1] = ARGV[index]
  versions[#versions + 1] = version or ('0:' .. random)
end
for index = 1, #tags do
  redis.call('SET', prefix .. tags[index], versions[index], 'EX', lifetime)
end
redis.call('HSET', KEYS[2], 'epoch', ARGV[1], 'tags', table.concat(tags, ','), 'versions', table.concat(versions, ','),
  'body', ARGV[4], 'etag', ARGV[5], 'cacheTag', ARGV[6])
redis.call('EXPIRE', KEYS[2], lifetime)
return 1
`;

/** Purges a change, once. KEYS: state, done. ARGV: lifetime in seconds, a new epoch, the change's id, the tags' prefix, and the tags. */
export const PURGE_SCRIPT = `
if not redis.call('SET', KEYS[2], '1', 'NX', 'EX', ARGV[1]) then return 0 end
local number = redis.call('HINCRBY', KEYS[1], 'purges', 1)
for index = 5, #ARGV do
  if ARGV[index] == '*' then
    redis.call('HSET', KEYS[1], 'epoch', ARGV[2])
  else
    redis.call('SET', ARGV[4] .. ARGV[index], number .. ':' .. ARGV[3], 'EX', ARGV[1])
  end
end
return 1
`;
