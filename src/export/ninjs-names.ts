import { isUri } from './export-names.ts';

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value of JSON is an object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The properties of ninjs 3 that have a capital letter: versions 1 and 2 write the same words in small letters. */
const CAPITALISED =
  'representationType firstCreated versionCreated contentCreated contentDigitised embargoedUntil pubStatus ' +
  'copyrightHolder copyrightNotice usageTerms edNote contentType charCount wordCount infoSources altIds ' +
  'trustIndicators rightsInfo langId linkedRights encodedRights digitalSourceType contactInfo postalCode symbolType ' +
  'geoJSON eventDetails eventStatus plannedCoverage plannedCoverageStatus startDate endDate expectedStartDate ' +
  'expectedEndDate expectedDuration recurrenceDates recurrenceRules exclAudience itemCount rangeFrom rangeTo ' +
  'sizeInBytes aspectRatio videoCodec frameRate transportProtocol scanType';

const NAMES: ReadonlyMap<string, string> = new Map(
  CAPITALISED.split(' ').map((name) => [name.toLowerCase(), name]),
);

/** Properties of an item that versions 1 and 2 call otherwise: the lists that version 1 names in the singular, and others. */
const OLD_NAMES: ReadonlyMap<string, string> = new Map([
  ['person', 'people'],
  ['organisation', 'organisations'],
  ['place', 'places'],
  ['subject', 'subjects'],
  ['event', 'events'],
  ['object', 'objects'],
  ['infosource', 'infoSources'],
  ['trustindicator', 'trustIndicators'],
  ['genre', 'genres'],
  ['byline', 'by'],
  ['embargoed', 'embargoedUntil'],
  ['$standard', 'standard'],
]);

/** Of what stands inside an item. */
const OLD_NAMES_WITHIN: ReadonlyMap<string, string> = new Map([
  ['geometry_geojson', 'geoJSON'],
  ['mimetype', 'contentType'],
]);

/** Whose own properties are not of ninjs. */
const OPEN = new Set(['geoJSON', 'extensions']);

/** Properties of which version 1 has one for each role: `body_xhtml`. */
const LISTS_OF_ROLES: ReadonlyMap<string, string> = new Map([
  ['headline', 'headlines'],
  ['description', 'descriptions'],
  ['body', 'bodies'],
]);

/** What version 3 calls how complete an item is, by version 1's words. */
const REPRESENTATIONS: ReadonlyMap<unknown, string> = new Map([
  ['complete', 'full'],
  ['incomplete', 'partial'],
]);

/**
 * An item of ninjs 1, 2 or 3 as version 3 writes it: the same values under version 3's names. Properties that version 3
 * has no place for stay as they are.
 */
export function toNinjs3(item: JsonObject): JsonObject {
  const written: Record<string, unknown> = {};
  for (const [oldName, value] of Object.entries(item)) {
    const name = NAMES.get(oldName) ?? OLD_NAMES.get(oldName) ?? oldName;
    const [stem = '', ...role] = oldName.split('_');
    const list = LISTS_OF_ROLES.get(stem);
    if (list !== undefined && typeof value === 'string') {
      append(written, list, { ...(role.length === 0 ? {} : { role: role.join('_') }), value });
    } else if (Array.isArray(value)) {
      for (const one of value) append(written, name, isObject(one) ? entryOf(name, one) : one);
      written[name] ??= [];
    } else if (isObject(value)) {
      written[name] = listOf(name, value) ?? renamed(value);
    } else {
      written[name] = name === 'representationType' ? (REPRESENTATIONS.get(value) ?? value) : value;
    }
  }
  return written;
}

/** The lists that version 1 writes as an object, by the entries' names; null of what is no list. */
function listOf(name: string, value: JsonObject): readonly unknown[] | null {
  const entries = Object.entries(value);
  switch (name) {
    case 'associations':
    case 'renditions':
      return entries.map(([key, one]) => (isObject(one) ? { name: key, ...entryOf(name, one) } : one));
    case 'altIds':
      return entries.map(([key, one]) => ({
        role: key,
        value: typeof one === 'string' ? one : JSON.stringify(one),
      }));
    default:
      return null;
  }
}

function entryOf(list: string, value: JsonObject): JsonObject {
  if (list === 'associations') return toNinjs3(value);
  const concept = conceptOf(renamed(value));
  if (list === 'infoSources') return withRole(concept, 'rel');
  if (list === 'trustIndicators') return withRole(concept, 'uri');
  return concept;
}

function renamed(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([oldName, one]) => {
      const name = NAMES.get(oldName) ?? OLD_NAMES_WITHIN.get(oldName) ?? oldName;
      if (OPEN.has(name)) return [name, one];
      return [name, name === 'symbols' && Array.isArray(one) ? one.flatMap(symbolsOf) : renamedWithin(one)];
    }),
  );
}

function renamedWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamedWithin);
  return isObject(value) ? renamed(value) : value;
}

/** Version 3 has no property for tickers: they are symbols too. */
function symbolsOf(symbol: unknown): readonly unknown[] {
  if (!isObject(symbol)) return [symbol];
  const { ticker, ...rest } = renamed(symbol);
  if (ticker === undefined) return [rest];
  const { exchange } = rest;
  const asSymbol = { ...(exchange === undefined ? {} : { exchange }), symbol: ticker };
  return rest['symbol'] === undefined ? [{ ...rest, ...asSymbol }] : [rest, asSymbol];
}

/** Version 1 writes a concept's scheme and code apart. */
function conceptOf(concept: JsonObject): JsonObject {
  const { scheme, code, ...rest } = concept;
  if (typeof code !== 'string') return concept;
  if (typeof scheme !== 'string') return { ...rest, literal: code };
  const uri = `${scheme.replace(/\/$/u, '')}/${code}`;
  return /^https?:/u.test(scheme) && isUri(uri)
    ? { ...rest, uri }
    : { ...rest, literal: `${scheme}:${code}` };
}

/** With the role that another property of version 1 tells. */
function withRole(concept: JsonObject, name: 'rel' | 'uri'): JsonObject {
  const { [name]: role, ...rest } = concept;
  return role === undefined || rest['role'] !== undefined ? concept : { role, ...rest };
}

function append(written: Record<string, unknown>, list: string, value: unknown): void {
  const before = written[list];
  written[list] = [...(Array.isArray(before) ? before : []), value];
}
