import { parseGlobalId } from '../kernel/global-id.ts';
import { urnOf } from './export-names.ts';
import { type Feed, type FeedEntry, OPENING_LENGTH } from './feed-query.ts';
import { xmlElement, xmlTextElement } from './xml-text.ts';

export const ATOM_MEDIA_TYPE = 'application/atom+xml';

/** Who gives the feeds out. */
const GENERATOR = 'On the Record';

/**
 * A feed in Atom (RFC 4287). Ids are URNs of the record's UUIDs; an article is updated when its publisher changed it, or
 * else when it came into the record.
 *
 * @param publicUrl where the API is reached, without a slash at its end; null writes addresses relative to the feed's
 */
export function atomFeed(feed: Feed, publicUrl: string | null): string {
  const base = publicUrl ?? '..';
  const { kind, id, slug, name, definition, entries } = feed;
  const updates = entries.map(updatedAt).sort();
  return `<?xml version="1.0" encoding="utf-8"?>\n${xmlElement(
    'feed',
    { xmlns: 'http://www.w3.org/2005/Atom' },
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
