/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value of JSON is an object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The properties of ninjs 3 that have a capital letter: versions 1 and 2 write the same words in small letters. */
const NAMES: ReadonlyMap<string, string> = new Map(
  (
    'representationType firstCreated versionCreated contentCreated pubStatus copyrightHolder copyrightNotice usageTerms ' +
    'edNote contentType charCount wordCount infoSources altIds trustIndicators rightsInfo langId linkedRights ' +
    'encodedRights sizeInBytes contactInfo postalCode symbolType eventDetails eventStatus plannedCoverage ' +
    'plannedCoverageStatus startDate endDate expectedStartDate expectedEndDate recurrenceDates recurrenceRules ' +
    'exclAudience assignedTo itemCount rangeFrom rangeTo versionGUID originalFilename fileExtension averageBitRate ' +
    'sampleRate audioChannels audioBitRate aspectRatio colourSpace backgroundColour videoCodec videoScaling frameRate ' +
    'audioCodec printSize transportProtocol maxBitRate srtPassword listenerAddress streamID minLatency scanType bitRate ' +
    'rateControlMode'
  )
    .split(' ')
    .map((name) => [name.toLowerCase(), name]),
);

/** Lists that version 1 names in the singular, and other names of its own. */
const NAMES_OF_1: ReadonlyMap<string, string> = new Map([
  ['person', 'people'],
  ['organisation', 'organisations'],
  ['place', 'places'],
  ['subject', 'subjects'],
  ['event', 'events'],
  ['object', 'objects'],
  ['infosource', 'infoSources'],
  ['genre', 'genres'],
  ['byline', 'by'],
]);

/** Properties of which version 1 has one for each role: `body_xhtml`. */
const LISTS_OF_ROLES: ReadonlyMap<string, string> = new Map([
  ['headline', 'headlines'],
  ['description', 'descriptions'],
  ['body', 'bodies'],
]);

/**
 * An item of ninjs 1, 2 or 3 as version 3 writes it: the same values under version 3's names. Properties that no version
 * knows stay as they are.
 */
export function toNinjs3(item: JsonObject): JsonObject {
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) {
    const [stem = '', ...role] = name.split('_');
    const list = LISTS_OF_ROLES.get(stem);
    if (list !== undefined && typeof value === 'string') {
      append(written, list, { ...(role.length === 0 ? {} : { role: role.join('_') }), value });
    } else if (Array.isArray(value) && NAMES_OF_1.has(name)) {
      for (const concept of value) append(written, nameOf(name), conceptOf(concept));
    } else if (Array.isArray(value) && Array.isArray(written[nameOf(name)])) {
      for (const one of value) append(written, nameOf(name), renamed(one));
    } else if (isObject(value) && (name === 'associations' || name === 'renditions')) {
      written[name] = Object.entries(value).map(([key, one]) =>
        isObject(one) ? { name: key, ...toNinjs3(one) } : one,
      );
    } else if (isObject(value) && name === 'altids') {
      written['altIds'] = Object.entries(value).map(([key, one]) => ({ role: key, value: String(one) }));
    } else {
      written[nameOf(name)] = renamed(value);
    }
  }
  return written;
}

function nameOf(name: string): string {
  return NAMES.get(name) ?? NAMES_OF_1.get(name) ?? name;
}

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [NAMES.get(name) ?? name, renamed(one)]),
  );
}

/** Version 1 writes a concept's scheme and code apart. */
function conceptOf(concept: unknown): unknown {
  if (!isObject(concept)) return concept;
  const { scheme, code, ...rest } = concept;
  if (typeof code !== 'string') return renamed(concept);
  if (typeof scheme !== 'string') return { ...rest, literal: code };
  return /^https?:/u.test(scheme)
    ? { ...rest, uri: `${scheme.replace(/\/$/u, '')}/${code}` }
    : { ...rest, literal: `${scheme}:${code}` };
}

function append(written: Record<string, unknown>, list: string, value: unknown): void {
  const before = written[list];
  written[list] = [...(Array.isArray(before) ? before : []), value];
}
