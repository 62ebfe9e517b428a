import { AppError } from '../kernel/app-error.ts';
import { hasMarkup } from '../text/read/field-values.ts';
import { ninjsText } from '../text/read/ninjs.ts';
import { NO_FIELDS, type SourceFields } from '../text/read/source-text.ts';
import { given, isUri, urnOf } from './export-names.ts';
import type { ExportedArticle } from './exported-article.ts';
import { conceptsOf, entityConcept, type Foreign } from './ninjs-concepts.ts';
import { isObject, type JsonObject, toNinjs3 } from './ninjs-names.ts';
import { forReaders } from './ninjs-withheld.ts';
import type { Lists, ReadArticle } from './read-article.ts';
import type { StoredItem } from './read-behind.ts';

/** ninjs has none of its own. */
export const NINJS_MEDIA_TYPE = 'application/json';

/** The first release of version 3, and the first that has a place for what the last ones of 1 and 2 brought. */
const RELEASES = { first: '3.0', later: '3.3' } as const;

/** Properties that came with the later one. */
const LATER = new Set(['contentDigitised', 'digitalSourceType', 'resources', 'extensions']);

/** Blocks that are no body: the head is in fields of its own, and the page around an article is not the article's. */
const NO_BODY = new Set(['HEADLINE', 'STANDFIRST', 'BYLINE', 'RELATED', 'FURNITURE']);

/** What ninjs has a place for: it knows no quotes. */
export const NINJS_LISTS: Lists = ['people', 'organisations', 'topics'];

/** A headline's role where it is the standfirst, as readers of ninjs know it. */
const SUBHEADLINE = 'subheadline';

/**
 * An article as ninjs 3, with everything: the item that it was read from, under version 3's names, and over it what the
 * record has and the item does not say, or says otherwise than it did when it was read. Reading it in again loses nothing.
 */
export function fullNinjs({ article, item }: ReadArticle): JsonObject {
  return merged(article, item, 'kept');
}

/**
 * The same as readers may have it: without editors' notes and what else is not made to be published, without people,
 * organisations and Media Topics that the record does not show them, and without associated items that are withheld.
 */
export function publicNinjs({ article, item }: ReadArticle, now: Date = new Date()): JsonObject {
  return { ...forReaders(merged(article, item, 'left out'), now), pubStatus: 'usable' };
}

function merged(article: ExportedArticle, item: StoredItem | null, foreign: Foreign): JsonObject {
  const isNinjs = item?.reader.startsWith('ninjs@') === true;
  const stored = isNinjs ? toNinjs3(item.metadata) : {};
  const said = isNinjs ? fieldsAsRead(item.metadata) : NO_FIELDS;
  const isOldText = !isNinjs || item.revision !== article.revision;
  return {
    ...identity(article, stored, item),
    ...stored,
    ...changedFields(article, said),
    ...given('headlines', headlines(article, stored, said)),
    ...(isOldText || stored['bodies'] === undefined ? { bodies: bodies(article) } : {}),
    ...given('located', stored['located'] === undefined ? article.dateline : null),
    ...conceptsOf(article, stored, foreign),
    ...given('infoSources', infoSources(article, stored, said)),
    ...given('pubStatus', pubStatus(article, stored)),
    standard: standardOf(stored),
  };
}

/** What the item was read as. Empty where it no longer can be: then the record says everything. */
function fieldsAsRead(metadata: JsonObject): SourceFields {
  try {
    return ninjsText(metadata).fields;
  } catch (error) {
    if (error instanceof AppError) return NO_FIELDS;
    throw error;
  }
}

/** The first fields of an item that has none of its own. */
function identity({ id, uri }: ExportedArticle, stored: JsonObject, item: StoredItem | null): JsonObject {
  const hasUri = uri !== null && isUri(uri);
  const altIds = Array.isArray(stored['altIds']) ? stored['altIds'] : [];
  return {
    uri: hasUri ? uri : urnOf(id),
    type: 'text',
    ...given('version', item?.version ?? null),
    // A provider's identifier that is no URI.
    ...(uri === null || hasUri ? {} : { altIds: [...altIds, { role: 'provider', value: uri }] }),
  };
}

/** Fields that the record has otherwise than they were read from the item. */
function changedFields(article: ExportedArticle, said: SourceFields): JsonObject {
  const { language, bylines, publishedAt, modifiedAt, copyrightHolder, usageTerms } = article;
  const isSame = (instant: string | null, read: Date | null) => instant === (read?.toISOString() ?? null);
  const arePublished = isSame(publishedAt, said.publishedAt) && isSame(modifiedAt, said.modifiedAt);
  return {
    ...(language === 'und' || language === said.language ? {} : { language }),
    ...(bylines.length === 0 || bylines.join('\n') === said.bylines.join('\n') ? {} : { by: byOf(bylines) }),
    ...(arePublished
      ? {}
      : {
          ...given('contentCreated', publishedAt),
          ...given('versionCreated', modifiedAt ?? publishedAt),
        }),
    ...given('copyrightHolder', copyrightHolder === said.copyrightHolder ? null : copyrightHolder),
    ...given('usageTerms', usageTerms === said.usageTerms ? null : usageTerms),
  };
}

function byOf(bylines: readonly string[]): string {
  const others = bylines.slice(0, -1).join(', ');
  const last = bylines.at(-1) ?? '';
  return others === '' ? last : `${others} and ${last}`;
}

/** The headlines with the record's headline and standfirst in their places; null where the item has them already. */
function headlines(
  { headline, standfirst }: ExportedArticle,
  stored: JsonObject,
  said: SourceFields,
): readonly JsonObject[] | null {
  const isHeadlineNew = comparable(headline) !== comparable(said.headline);
  const isStandfirstNew = standfirst !== null && comparable(standfirst) !== comparable(said.standfirst);
  if (!isHeadlineNew && !isStandfirstNew) return null;
  const list: readonly unknown[] = Array.isArray(stored['headlines']) ? stored['headlines'] : [];
  const others = list
    .filter(isObject)
    .filter(({ role }) => !(isHeadlineNew && isMain(role)) && !(isStandfirstNew && isStandfirst(role)));
  return [
    ...(isHeadlineNew ? [content(headline)] : []),
    ...others,
    ...(isStandfirstNew ? [{ role: SUBHEADLINE, ...content(standfirst) }] : []),
  ];
}

function isMain(role: unknown): boolean {
  return role === undefined || (typeof role === 'string' && /^(?:main|)$/iu.test(role));
}

function isStandfirst(role: unknown): boolean {
  return typeof role === 'string' && /^(?:sub|subheadline|subhead|deck|standfirst)$/iu.test(role);
}

/** As markup where the words would be taken for it. */
function content(text: string): JsonObject {
  if (!hasMarkup(text)) return { contentType: 'text/plain', value: text };
  return {
    contentType: 'text/html',
    value: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  };
}

/** White space, case and the kind of quotation marks make no other headline: the text may have it so. */
function comparable(text: string | null): string {
  return (text ?? '')
    .replace(/[‘’]/gu, "'")
    .replace(/[“”]/gu, '"')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
}

function bodies({ blocks }: ExportedArticle): readonly JsonObject[] {
  const body = blocks.filter(({ kind }) => !NO_BODY.has(kind)).map(({ text }) => text);
  return [{ contentType: 'text/plain', value: body.join('\n\n') }];
}

function infoSources(
  { publisher }: ExportedArticle,
  stored: JsonObject,
  said: SourceFields,
): readonly unknown[] | null {
  if (publisher === null) return null;
  const names = [publisher.name, ...publisher.aliases].map(comparable);
  if (said.publisher !== null && names.includes(comparable(said.publisher.name))) return null;
  const others: readonly unknown[] = Array.isArray(stored['infoSources']) ? stored['infoSources'] : [];
  return [{ ...entityConcept(publisher), role: 'publisher' }, ...others];
}

/** A draft is not for readers yet, unless its provider has said what it is. */
function pubStatus({ status }: ExportedArticle, stored: JsonObject): string | null {
  switch (status) {
    case 'WITHDRAWN':
      return 'canceled';
    case 'DRAFT':
      return stored['pubStatus'] === undefined ? 'withheld' : null;
    case 'PUBLISHED':
      return 'usable';
  }
}

/** The item's own, where it is of version 3 already. */
function standardOf(stored: JsonObject): unknown {
  const { standard } = stored;
  if (isObject(standard) && String(standard['version']).startsWith('3')) return standard;
  const version = RELEASES[hasLater(stored) ? 'later' : 'first'];
  return { name: 'ninjs', version, schema: `http://www.iptc.org/std/ninjs/ninjs-schema_${version}.json#` };
}

function hasLater(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasLater);
  return isObject(value) && Object.entries(value).some(([name, one]) => LATER.has(name) || hasLater(one));
}
