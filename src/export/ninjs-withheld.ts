import { isObject, type JsonObject } from './ninjs-names.ts';

/** What readers may have of an object: its properties by name, each a text or number, an object of such, or anything. */
interface Public {
  readonly [name: string]: 'value' | 'anything' | Public;
}

const CONCEPT = values('name rel uri literal');
const CONTENT = values('role contentType value');

/**
 * What readers may have of an item: the properties of ninjs 3 that are made to be published. Editors' notes, embargoes,
 * plans, whom one can call, how a stream is opened, and what no version knows are not among them.
 */
const ITEM: Public = {
  ...values(
    'uri type representationType profile version firstCreated versionCreated contentCreated contentDigitised pubStatus ' +
      'urgency copyrightHolder copyrightNotice usageTerms language title by slugline located expires',
  ),
  descriptions: CONTENT,
  bodies: { ...CONTENT, ...values('charCount wordCount') },
  headlines: CONTENT,
  people: CONCEPT,
  organisations: { ...CONCEPT, symbols: values('exchange symbolType symbol') },
  places: { ...CONCEPT, geoJSON: 'anything' },
  subjects: { ...CONCEPT, ...values('creator relevance confidence') },
  events: { ...CONCEPT, ...values('id') },
  objects: CONCEPT,
  infoSources: values('name role uri literal'),
  renditions: {
    ...values(
      'name href contentType title width height sizeInBytes duration format aspectRatio videoCodec frameRate ' +
        'transportProtocol scanType bitrate',
    ),
    poi: values('x y'),
    resources: values('role title language contentType'),
  },
  altIds: values('role value'),
  trustIndicators: values('role title href'),
  standard: values('name version schema'),
  genres: values('name uri literal'),
  rightsInfo: values('langId linkedRights encodedRights'),
  digitalSourceType: values('name uri literal'),
};

/** Likewise, of an item that is associated with another. */
const ASSOCIATION: Public = { ...ITEM, ...values('name rel') };

/** Roles of descriptions, bodies, headlines and alternative ids that are not for readers. */
const INTERNAL_ROLE = /internal|ed(?:itor(?:ial)?)?[-_ ]?note/iu;

/**
 * An item of ninjs 3 as readers may have it. Items that are associated with it are left out where their provider withholds
 * or has cancelled them, or keeps them back until a moment that is still to come.
 */
export function forReaders(item: JsonObject, now: Date): JsonObject {
  return itemForReaders(item, ITEM, now);
}

function itemForReaders(item: JsonObject, shown: Public, now: Date): JsonObject {
  const { associations } = item;
  if (!Array.isArray(associations)) return only(item, shown);
  const published = associations.filter(isObject).filter((one) => !isWithheld(one, now));
  return {
    ...only(item, shown),
    associations: published.map((one) => itemForReaders(one, ASSOCIATION, now)),
  };
}

function isWithheld({ pubStatus, embargoedUntil }: JsonObject, now: Date): boolean {
  if (pubStatus !== undefined && pubStatus !== 'usable') return true;
  return embargoedUntil !== undefined && !(Date.parse(String(embargoedUntil)) <= now.getTime());
}

function only(value: JsonObject, shown: Public): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => {
      const kind = Object.hasOwn(shown, name) ? shown[name] : undefined;
      if (kind === undefined) return [];
      if (kind === 'anything') return [[name, one]];
      if (kind === 'value') return typeof one === 'object' ? [] : [[name, one]];
      if (Array.isArray(one)) {
        const objects: readonly unknown[] = one;
        const open = objects.filter(isObject).filter((part) => !isInternal(part));
        return [[name, open.map((part) => only(part, kind))]];
      }
      return isObject(one) ? [[name, only(one, kind)]] : [];
    }),
  );
}

function isInternal({ role }: JsonObject): boolean {
  return typeof role === 'string' && INTERNAL_ROLE.test(role);
}

function values(names: string): Public {
  return Object.fromEntries(names.split(' ').map((name) => [name, 'value'] as const));
}
