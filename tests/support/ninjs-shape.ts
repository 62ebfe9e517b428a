import { z } from 'zod';

// What ninjs 3.0 and 3.3 allow by IPTC's schemas as they were published (specification/ninjs-schema_3.0.json of 3.0.1 and
// ninjs-schema_3.3.json of iptc/newsinjson, © IPTC, CC BY 4.0), written anew: names, types, formats, what is required, and
// that nothing else may stand there.

const text = z.string();
const moment = z.iso.datetime({ offset: true });
/** RFC 3986, as validators of `format: uri` have it. */
const uri = z
  .string()
  .regex(/^[a-z][a-z\d+.-]*:(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[\da-f]{2})+$/i)
  .refine((value) => value.split('#').length <= 2);
const percent = z.int().min(0).max(100);
const urgency = z.int().min(1).max(9);
const status = z.enum(['usable', 'withheld', 'canceled']);
const kind = z.enum([
  'text',
  'audio',
  'video',
  'picture',
  'graphic',
  'composite',
  'component',
  'event',
  'planning',
]);

/** An object of these properties and no others, none of them required. */
function some<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape).partial();
}

const contactInfo = z.array(
  some({
    type: text,
    role: text,
    lang: text,
    name: text,
    value: text,
    address: some({ lines: z.array(text), locality: text, area: text, postalCode: text, country: text }),
  }).refine(({ value, address }) => (value === undefined) !== (address === undefined)),
);
const concept = { name: text, rel: text, uri, literal: text };
const organisation = some({
  ...concept,
  symbols: z.array(some({ exchange: text, symbolType: uri, symbol: text })),
  contactInfo,
});
const content = { role: text.optional(), contentType: text.optional(), value: text };
const contents = z.array(z.strictObject(content));
const day = text.regex(/^-?\d{4,}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?)?)?$/);
const dates = some({
  startDate: moment,
  endDate: moment,
  expectedStartDate: day,
  expectedEndDate: day,
  expectedDuration: text,
});

const rendition = {
  name: text,
  ...some({
    href: uri,
    contentType: text,
    title: text,
    width: z.int(),
    height: z.int(),
    sizeInBytes: z.int(),
    duration: z.number(),
    format: text,
    aspectRatio: text,
    videoCodec: text,
    frameRate: z.number(),
    poi: some({ x: z.int(), y: z.int() }),
    transportProtocol: text,
    scanType: z.enum(['progressive', 'interlaced']),
    bitrate: text,
  }).shape,
};
const renditionOf33 = {
  ...rendition,
  resources: z.array(some({ role: text, title: text, language: text, contentType: text })).optional(),
  extensions: z.record(text, text).optional(),
};

/** An item, given what its renditions may have. */
function itemOf(renditionShape: z.ZodRawShape) {
  const renditions = z.array(z.strictObject(renditionShape));
  const optional = some({
    type: kind,
    representationType: z.enum(['full', 'partial']),
    profile: text,
    version: text,
    firstCreated: moment,
    versionCreated: moment,
    contentCreated: moment,
    embargoedUntil: moment,
    pubStatus: status,
    urgency,
    copyrightHolder: text,
    copyrightNotice: text,
    usageTerms: text,
    edNote: text,
    language: text,
    descriptions: contents,
    bodies: z.array(
      z.strictObject({ ...content, charCount: z.int().optional(), wordCount: z.int().optional() }),
    ),
    headlines: contents,
    people: z.array(some({ ...concept, contactInfo })),
    organisations: z.array(organisation),
    places: z.array(some({ ...concept, contactInfo, geoJSON: z.looseObject({ type: text }) })),
    subjects: z.array(some({ ...concept, creator: text, relevance: percent, confidence: percent })),
    events: z.array(some({ ...concept, id: text })),
    eventDetails: some({
      eventStatus: uri,
      plannedCoverageStatus: uri,
      dates,
      organiser: organisation,
    }),
    plannedCoverage: z.array(
      some({
        uri,
        title: text,
        pubStatus: status,
        type: kind,
        commissioned: some({ by: text, on: moment, references: z.array(some({ name: text, value: text })) }),
        dates,
        audiences: z.array(some({ audience: text, significance: z.int() })),
        exclAudience: z.array(text),
        edNote: text,
        urgency,
        language: text,
        itemCount: some({ rangeFrom: z.int(), rangeTo: z.int() }),
        wordCount: z.int(),
        renditions,
      }),
    ),
    objects: z.array(some(concept)),
    infoSources: z.array(some({ name: text, role: text, uri, literal: text, contactInfo })),
    title: text,
    by: text,
    slugline: text,
    located: text,
    renditions,
    altIds: z.array(some({ role: text, value: text })),
    trustIndicators: z.array(some({ role: uri, title: text, href: uri })),
    standard: some({ name: text, version: text, schema: uri }),
    genres: z.array(some({ name: text, uri: text, literal: text })),
    expires: moment,
    rightsInfo: some({ langId: uri, linkedRights: uri, encodedRights: text }).refine(
      ({ linkedRights, encodedRights }) => (linkedRights === undefined) !== (encodedRights === undefined),
    ),
  });
  return { uri, ...optional.shape };
}

/** With items that are associated with it, each of the same kind and named. */
function schemaOf(item: z.ZodRawShape): z.ZodType {
  const association: z.ZodType = z.lazy(() =>
    z.strictObject({ ...item, name: text, rel: text.optional(), associations }),
  );
  const associations = z.array(association).optional();
  return z.strictObject({ ...item, associations });
}

const SCHEMAS: ReadonlyMap<unknown, z.ZodType> = new Map([
  ['3.0', schemaOf(itemOf(rendition))],
  [
    '3.3',
    schemaOf({
      ...itemOf(renditionOf33),
      contentDigitised: moment.optional(),
      digitalSourceType: some({ name: text, uri, literal: text }).optional(),
    }),
  ],
]);

/** What is wrong with an item by the schema of version 3 that it names; none where that allows it. */
export function ninjsFaults(item: Readonly<Record<string, unknown>>): readonly unknown[] {
  const version: unknown = Reflect.get(Object(item['standard']), 'version');
  const schema = SCHEMAS.get(version);
  if (schema === undefined) return [`${String(version)} is no version of ninjs 3`];
  return schema.safeParse(item).error?.issues ?? [];
}
