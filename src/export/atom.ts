import { parseGlobalId } from '../kernel/global-id.ts';
import { urnOf } from './export-names.ts';
import { type Feed, type FeedEntry, OPENING_LENGTH } from './feed-query.ts';
import type { FeedTombstone } from './feed-tombstones.ts';
import { xmlElement, xmlTextElement } from './xml-text.ts';

export const ATOM_MEDIA_TYPE = 'application/atom+xml';

/** Who gives the feeds out. */
const GENERATOR = 'On the Record';

/**
 * A feed in Atom (RFC 4287), with a tombstone (RFC 6721) of each article that stood in it and was withdrawn. Ids are URNs of the record's UUIDs; an article is updated when its publisher changed it, or
 * else when it came into the record.
 *
 * @param publicUrl where the API is reached, without a slash at its end; null writes addresses relative to the feed's
 */
export function atomFeed(feed: Feed, publicUrl: string | null): string {
  const base = publicUrl ?? '..';
  const { kind, id, slug, name, definition, entries, tombstones } = feed;
  const updates = [...entries.map(updatedAt), ...tombstones.map(({ withdrawnAt }) => withdrawnAt)].sort();
  return `<?xml version="1.0" encoding="utf-8"?>\n${xmlElement(
    'feed',
    {
      xmlns: 'http://www.w3.org/2005/Atom',
      'xmlns:at': tombstones.length === 0 ? null : 'http://purl.org/atompub/tombstones/1.0',
    },
    [
      xmlTextElement('id', urnOf(id)),
      xmlTextElement('title', name),
      xmlTextElement('subtitle', definition),
      xmlTextElement('updated', updates.at(-1) ?? madeAt(id)),
      xmlElement('author', {}, [xmlTextElement('name', GENERATOR)]),
      xmlTextElement('generator', GENERATOR),
      xmlElement('link', {
        rel: 'self',
        type: ATOM_MEDIA_TYPE,
        href: `${base}/${kind}/${encodeURIComponent(slug)}.atom`,
      }),
      ...entries.map((entry) => atomEntry(entry, base)),
      ...tombstones.map(deletedEntry),
    ],
  )}\n`;
}

function atomEntry(entry: FeedEntry, base: string): string {
  const { id, slug, headline, language, bylines, publisher, publishedAt, sourceUrl } = entry;
  const authors = bylines.length > 0 ? bylines : publisher === null ? [] : [publisher.name];
  const record = `${base}/articles/${encodeURIComponent(slug)}`;
  return xmlElement('entry', { 'xml:lang': language === 'und' ? null : language }, [
    xmlTextElement('id', urnOf(id)),
    xmlTextElement('title', headline),
    xmlTextElement('updated', updatedAt(entry)),
    xmlTextElement('published', publishedAt),
    ...authors.map((name) => xmlElement('author', {}, [xmlTextElement('name', name)])),
    sourceUrl === null ? null : xmlElement('link', { rel: 'alternate', type: 'text/html', href: sourceUrl }),
    xmlElement('link', { rel: 'alternate', type: 'application/ld+json', href: `${record}.jsonld` }),
    xmlTextElement('summary', summaryOf(entry)),
    xmlTextElement('rights', entry.copyrightHolder),
  ]);
}

/** @see https://www.rfc-editor.org/rfc/rfc6721 */
function deletedEntry({ id, withdrawnAt, reason }: FeedTombstone): string {
  return xmlElement('at:deleted-entry', { ref: urnOf(id), when: withdrawnAt }, [
    xmlTextElement('at:comment', reason),
  ]);
}

function updatedAt({ modifiedAt, recordedAt }: FeedEntry): string {
  return modifiedAt ?? recordedAt;
}

/** The standfirst, or as many words of the first paragraph as a standfirst has. */
function summaryOf({ standfirst, opening }: FeedEntry): string | null {
  const text = standfirst ?? opening;
  if (text === null || text === standfirst) return text;
  const characters = Array.from(text);
  if (characters.length <= OPENING_LENGTH) return text;
  return `${characters
    .slice(0, OPENING_LENGTH)
    .join('')
    .replace(/\s+\S*$/u, '')} …`;
}

/** When a row was made, as its UUID (version 7) tells: the feed of what no article is about yet has no other date. */
function madeAt(globalId: string): string {
  const uuid = parseGlobalId(globalId)?.uuid.replaceAll('-', '') ?? '';
  return new Date(uuid[12] === '7' ? Number.parseInt(uuid.slice(0, 12), 16) : 0).toISOString();
}
