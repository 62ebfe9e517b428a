import { hasIdentifierForm } from '../../kernel/identifier-form.ts';
import type { IdentifierScheme } from '../annotated-article.ts';
import { bylineNames } from '../segment/lines.ts';
import { refused } from './refused.ts';
import type { SourceStatus, SourceSubject } from './source-text.ts';

const ISO_DATE = /^(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/iu;
const MAIL_DATE =
  /^(?:\p{L}{3,9},?\s+)?\d{1,2}\s+\p{L}{3,9}\.?\s+\d{4}\s+\d{1,2}:\d\d(?::\d\d)?\s*(?:\p{Lu}{1,4}|[+-]\d{4})?$/u;

/**
 * A moment as documents write it: ISO 8601 (or `20240131T101500Z`), or a mail's date (RSS). One without a time zone is
 * taken for UTC, so that it is the same on every machine. Null: it is no date; the metadata keep what was written.
 */
export function dateOf(value: string | null | undefined): Date | null {
  const text = value?.trim().replace(/^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?/u, basicToExtended) ?? '';
  const iso = ISO_DATE.exec(text);
  if (iso !== null) {
    const [, year, month, day = '01', time = '00:00', seconds = ':00', fraction = '', zone = 'Z'] = iso;
    return valid(`${year}-${month}-${day}T${time}${seconds}${fraction.slice(0, 4)}${zone.toUpperCase()}`);
  }
  if (!MAIL_DATE.test(text)) return null;
  return valid(/(?:\p{Lu}{1,4}|[+-]\d{4})$/u.test(text) ? text : `${text} GMT`);
}

/**
 * The moment until which a document is to be kept back; null: it names none. Refuses what is no date, for such a document
 * would be shown too early.
 */
export function embargoOf(value: string | null | undefined): Date | null {
  if (value === null || value === undefined || value.trim() === '') return null;
  const date = dateOf(value);
  if (date === null) throw refused(`has an embargo that is no date: ${JSON.stringify(value.slice(0, 60))}`);
  return date;
}

function basicToExtended(_: string, ...parts: (string | undefined)[]): string {
  const [year, month, day, hours, minutes, seconds] = parts;
  const date = `${year}-${month}-${day}`;
  return hours === undefined ? date : `${date}T${hours}:${minutes}:${seconds}`;
}

function valid(text: string): Date | null {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1 ? null : date;
}

/** A BCP 47 tag in its canonical form; null where it is none. `en_GB` is read as `en-GB`. */
export function languageOf(value: string | null | undefined): string | null {
  const tag = value?.trim().replaceAll('_', '-') ?? '';
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch (error) {
    // What is no tag says nothing of the language; the metadata keep it.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** An address of the web, made absolute; null where it is another kind of address, or none. */
export function webUrlOf(value: string | null | undefined, base?: string | null): string | null {
  const text = value?.trim() ?? '';
  if (text === '' || !URL.canParse(text, base ?? undefined)) return null;
  const url = new URL(text, base ?? undefined);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

/** Longest byline, in UTF-16 units: what is longer is no list of names. */
const MAX_BYLINE = 500;

/** The names of a byline as formats give it, with or without "By". */
export function bylinesOf(value: string | null | undefined): string[] {
  const text = oneLine(value);
  if (text === null || text.length > MAX_BYLINE) return [];
  return bylineNames(`By ${text.replace(/^(?:by|von|par|por|av|di)\s+/iu, '')}`)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** A text as one line without white space at its edges; null where nothing is left. */
export function oneLine(value: string | null | undefined): string | null {
  const text =
    value?.replace(/\s+/gu, (space) => (/[\r\n\u2028\u2029]/u.test(space) ? ' ' : space)).trim() ?? '';
  return text === '' ? null : text;
}

/** Whether a text has a tag or a character reference; one that only may have some is then read as HTML. */
export function hasMarkup(text: string): boolean {
  return /<\/?[a-z][^<>]*>|&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);/iu.test(text);
}

const MEDIA_TOPIC = /(?:^medtop:|\/mediatopic\/)(\d{8})$/u;

/** Each IPTC Media Topic among codes and addresses of subjects, once. */
export function mediaTopicsOf(
  subjects: Iterable<{
    readonly codes: readonly (string | null | undefined)[];
    readonly name: string | null;
  }>,
): SourceSubject[] {
  const found = new Map<string, SourceSubject>();
  for (const { codes, name } of subjects) {
    for (const code of codes) {
      const digits = MEDIA_TOPIC.exec(code?.trim() ?? '')?.[1];
      if (digits !== undefined && !found.has(digits)) found.set(digits, { code: `medtop:${digits}`, name });
    }
  }
  return [...found.values()];
}

/** The publishing status in IPTC's code list, with or without its scheme; null where it is none of them. */
export function statusOf(value: string | null | undefined): SourceStatus | null {
  const status = value?.trim().replace(/^.*[:/]/u, '');
  switch (status) {
    case 'usable':
    case 'withheld':
    case 'canceled':
      return status;
    default:
      return null;
  }
}

const AUTHORITIES: readonly (readonly [IdentifierScheme, RegExp])[] = [
  ['WIKIDATA', /^https?:\/\/(?:www\.)?wikidata\.org\/(?:wiki|entity)\/(.+)$/u],
  ['ISNI', /^https?:\/\/(?:www\.)?isni\.org\/(?:isni\/)?(.+)$/u],
  ['VIAF', /^https?:\/\/(?:www\.)?viaf\.org\/viaf\/(.+?)\/?$/u],
  ['ROR', /^https?:\/\/ror\.org\/(.+)$/u],
];

/** Identifiers of an organisation among addresses: of Wikidata, ISNI, VIAF and ROR. */
export function identifiersOf(
  addresses: readonly (string | null | undefined)[],
): { readonly scheme: IdentifierScheme; readonly value: string }[] {
  const found = new Map<IdentifierScheme, string>();
  for (const address of addresses) {
    for (const [scheme, pattern] of AUTHORITIES) {
      const value = pattern.exec(address?.trim() ?? '')?.[1];
      if (value !== undefined && hasIdentifierForm(scheme, value) && !found.has(scheme))
        found.set(scheme, value);
    }
  }
  return [...found].map(([scheme, value]) => ({ scheme, value }));
}
