import { isObject, type JsonObject } from './ninjs-names.ts';

/**
 * What readers may have of an item: the properties of ninjs 3 that are made to be published. Editors' notes, embargoes,
 * plans, and what no version knows are not among them.
 */
const PUBLIC = new Set(
  (
    'uri type representationType profile version firstCreated versionCreated contentCreated pubStatus urgency ' +
    'copyrightHolder copyrightNotice usageTerms language descriptions bodies headlines people organisations places ' +
    'subjects events objects infoSources title by slugline located renditions associations altIds trustIndicators ' +
    'standard genres expires rightsInfo name'
  ).split(' '),
);

/** Inside the public ones: who can be called, and how a stream is opened. */
const WITHHELD = new Set([
  'edNote',
  'ednote',
  'contactInfo',
  'srtPassword',
  'streamID',
  'listenerAddress',
  'cidr',
  'port',
]);

/** Roles of descriptions, bodies and headlines that are not for readers. */
const INTERNAL_ROLE = /internal|ed(?:itor(?:ial)?)?[-_ ]?note/iu;

/**
 * An item of ninjs 3 as readers may have it. Items that are associated with it are left out where their provider withholds
 * or has cancelled them, or keeps them back until a moment that is still to come.
 */
export function forReaders(item: JsonObject, now: Date): JsonObject {
  return Object.fromEntries(
    Object.entries(item)
      .filter(([name]) => PUBLIC.has(name))
      .map(([name, value]) => [
        name,
        name === 'associations' ? associationsForReaders(value, now) : without(value),
      ]),
  );
}

function associationsForReaders(value: unknown, now: Date): readonly JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(isObject)
    .filter((one) => !isWithheld(one, now))
    .map((one) => forReaders(one, now));
}

function isWithheld({ pubStatus, embargoed }: JsonObject, now: Date): boolean {
  if (pubStatus !== undefined && pubStatus !== 'usable') return true;
  return embargoed !== undefined && !(Date.parse(String(embargoed)) <= now.getTime());
}

function without(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((one) => !isInternal(one)).map(without);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => (WITHHELD.has(name) ? [] : [[name, without(one)]])),
  );
}

function isInternal(value: unknown): boolean {
  return isObject(value) && typeof value['role'] === 'string' && INTERNAL_ROLE.test(value['role']);
}
