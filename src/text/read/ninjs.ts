import { z } from 'zod';
import { compose, type Piece } from './compose.ts';
import {
  bylinesOf,
  dateOf,
  embargoOf,
  identifiersOf,
  languageOf,
  mediaTopicsOf,
  oneLine,
  statusOf,
} from './field-values.ts';
import { blocksOfHtml, lineOfHtml } from './html-blocks.ts';
import { isObject } from './json.ts';
import { refused } from './refused.ts';
import { NO_FIELDS, type SourceFields, type SourceHead, type SourceText } from './source-text.ts';

const text = z.string().nullish();
const contents = z
  .array(z.object({ role: text, contenttype: text, value: z.string() }))
  .nullish()
  .transform((list) => list ?? []);
const concepts = z
  .array(z.object({ name: text, rel: text, role: text, uri: text, literal: text, scheme: text, code: text }))
  .nullish()
  .transform((list) => list ?? []);

/** What is read of ninjs 1, 2 and 3 alike: properties in small letters, versions 1's `headline_x` and `body_x` apart. */
const ninjsShape = z.object({
  uri: z.string().min(1),
  type: text,
  version: z.union([z.string(), z.number()]).nullish(),
  versioncreated: text,
  contentcreated: text,
  firstcreated: text,
  embargoed: text,
  embargoeduntil: text,
  pubstatus: text,
  language: text,
  headline: text,
  headlines: contents,
  descriptions: contents,
  bodies: contents,
  by: text,
  byline: text,
  located: text,
  copyrightholder: text,
  usageterms: text,
  subjects: concepts,
  subject: concepts,
  infosources: concepts,
  infosource: concepts,
});
type Ninjs = z.infer<typeof ninjsShape>;

const MEDIA_TYPE = 'application/ninjs+json';
const READER = 'ninjs@1';

const MAIN = /^(?:main|)$/iu;
const STANDFIRST_HEADLINE = /^(?:sub|subheadline|subhead|deck|standfirst)$/iu;
const STANDFIRST_DESCRIPTION = /^(?:standfirst|summary|abstract|lead)$/iu;
const PUBLISHER_RELATIONS = ['publisher', 'provider', 'distributor', 'aggregator', 'originator'];

/** Whether an object of JSON looks like ninjs: a uri, and a body, a headline or a status in one of its versions' ways. */
export function isNinjs(value: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(value);
  return (
    typeof value['uri'] === 'string' &&
    names.some((name) =>
      /^(?:bodies|headlines|headline|body_\w+|standard|versioncreated|pubstatus)$/iu.test(name),
    )
  );
}

/**
 * Reads one ninjs object, version 1, 2 or 3: the headline, its subheadline and the body with markup, or the plain one
 * where there is no other. The whole object is kept as metadata.
 */
export function ninjsText(value: Readonly<Record<string, unknown>>): SourceText {
  const item = shapeOf(value);
  const kind = item.type ?? 'item';
  const body = bodiesOf(item, value);
  if (body.length === 0) throw refused(`is a ninjs ${kind} without a body: there is no text to read`);
  const headlines = [...item.headlines, ...suffixed(value, 'headline')];
  const headline = item.headline ?? headlines.find(({ role }) => MAIN.test(role ?? ''))?.value;
  const standfirst =
    headlines.find(({ role }) => STANDFIRST_HEADLINE.test(role ?? '')) ??
    [...item.descriptions, ...suffixed(value, 'description')].find(({ role }) =>
      STANDFIRST_DESCRIPTION.test(role ?? ''),
    );
  const head = { headline: lineOfHtml(headline), standfirst: lineOfHtml(standfirst?.value) };
  const composed = compose(head, body);
  return {
    text: composed.text,
    mediaType: MEDIA_TYPE,
    reader: READER,
    fields: fieldsOf(item, head),
    marked: composed.marked,
    metadata: value,
  };
}

/** Reads one ninjs object that is cancelled and has no body; null where it is not cancelled, or has one. */
export function cancelledNinjs(value: Readonly<Record<string, unknown>>): SourceHead | null {
  const item = shapeOf(value);
  const fields = fieldsOf(item, { headline: null, standfirst: null });
  if (fields.status !== 'canceled' || bodiesOf(item, value).length > 0) return null;
  return { mediaType: MEDIA_TYPE, reader: READER, fields, metadata: value };
}

/** Version 3 writes `versionCreated` where 1 and 2 write `versioncreated`, and `embargoedUntil` where they write `embargoed`. */
function shapeOf(value: Readonly<Record<string, unknown>>): Ninjs {
  const result = ninjsShape.safeParse(lowered(value));
  if (result.success) return result.data;
  throw refused(`is not ninjs:\n${z.prettifyError(result.error)}`, { cause: result.error });
}

function lowered(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name.toLowerCase(),
      Array.isArray(one)
        ? one.map((part: unknown) =>
            isObject(part)
              ? Object.fromEntries(Object.entries(part).map(([key, inner]) => [key.toLowerCase(), inner]))
              : part,
          )
        : one,
    ]),
  );
}

type Content = Ninjs['bodies'][number];

/** Version 1 has no lists: `body_xhtml` is what `bodies` calls the role `xhtml`. */
function suffixed(value: Readonly<Record<string, unknown>>, stem: string): Content[] {
  return Object.entries(value).flatMap(([name, one]) =>
    name.startsWith(`${stem}_`) && typeof one === 'string'
      ? [{ role: name.slice(stem.length + 1), contenttype: null, value: one }]
      : [],
  );
}

function bodiesOf(item: Ninjs, value: Readonly<Record<string, unknown>>): readonly Piece[] {
  return bodyOf([...item.bodies, ...suffixed(value, 'body')]);
}

/** The body that says most of its structure: HTML, then plain text, then other markup. */
function bodyOf(bodies: readonly Content[]): readonly Piece[] {
  const written = bodies.filter(({ value }) => /\S/u.test(value));
  const best =
    written.find((body) => formOf(body) === 'html') ??
    written.find((body) => formOf(body) === 'plain') ??
    written[0];
  if (best === undefined) return [];
  return formOf(best) === 'plain' ? [{ kind: null, text: best.value }] : blocksOfHtml(best.value);
}

function formOf({ role, contenttype, value }: Content): 'html' | 'plain' | 'other' {
  const said = `${contenttype ?? ''} ${role ?? ''}`.toLowerCase();
  if (/html/u.test(said)) return 'html';
  if (/\b(?:text\/plain|text|plain)\b/u.test(said)) return 'plain';
  if (/xml|nitf|json|markdown/u.test(said)) return 'other';
  return /^\s*<(?:[a-z][^>]*|!--.*?--)>/isu.test(value) ? 'html' : 'plain';
}

function fieldsOf(item: Ninjs, head: { headline: string | null; standfirst: string | null }): SourceFields {
  const created = dateOf(item.versioncreated);
  const published = dateOf(item.contentcreated) ?? dateOf(item.firstcreated) ?? created;
  return {
    ...NO_FIELDS,
    ...head,
    uri: item.uri,
    version: oneLine(item.version?.toString()),
    bylines: bylinesOf(item.by ?? item.byline),
    dateline: oneLine(item.located),
    publishedAt: published,
    modifiedAt: created !== null && created.getTime() !== published?.getTime() ? created : null,
    embargoedUntil: embargoOf(item.embargoeduntil ?? item.embargoed),
    status: statusOf(item.pubstatus),
    language: languageOf(item.language),
    publisher: publisherOf([...item.infosources, ...item.infosource]),
    subjects: mediaTopicsOf(
      [...item.subjects, ...item.subject].map(({ uri, literal, scheme, code, name }) => ({
        codes: [uri, literal, code, `${scheme ?? ''}/${code ?? literal ?? ''}`.replace(/\/+/gu, '/')],
        name: oneLine(name),
      })),
    ),
    copyrightHolder: oneLine(item.copyrightholder),
    usageTerms: oneLine(item.usageterms),
  };
}

/**
 * Of the sources of information, the one that publishes (`rel` in version 1, `role` from 2 on); a single one without `rel`
 * is taken for it.
 */
function publisherOf(sources: Ninjs['infosources']): SourceFields['publisher'] {
  const named = sources.filter(({ name }) => oneLine(name) !== null);
  const related = PUBLISHER_RELATIONS.flatMap((relation) =>
    named.filter(({ rel, role }) => (rel ?? role)?.toLowerCase().replace(/^.*[:/]/u, '') === relation),
  )[0];
  const source = related ?? (named.length === 1 && !named[0]?.rel ? named[0] : undefined);
  const name = oneLine(source?.name);
  return name === null ? null : { name, identifiers: identifiersOf([source?.uri, source?.literal]) };
}
