import { z } from 'zod';

// The properties of ninjs 3.0 as IPTC's schema has them (specification/ninjs-schema_3.0.json of iptc/newsinjson, © IPTC,
// CC BY 4.0), written anew: names, types, what is required, and that nothing else may stand there.

const text = z.string();
const moment = z.iso.datetime({ offset: true });
const uri = z.string().regex(/^[a-z][a-z\d+.-]*:\S+$/iu);
const percent = z.int().min(0).max(100);
const contactInfo = z
  .array(
    z
      .strictObject({
        type: text,
        role: text,
        lang: text,
        name: text,
        value: text,
        address: z
          .strictObject({ lines: z.array(text), locality: text, area: text, postalCode: text, country: text })
          .partial(),
      })
      .partial(),
  )
  .optional();
const concept = {
  name: text.optional(),
  rel: text.optional(),
  uri: uri.optional(),
  literal: text.optional(),
};
const contents = z.array(
  z.strictObject({ role: text.optional(), contentType: text.optional(), value: text }),
);
const STATUS = ['usable', 'withheld', 'canceled'] as const;

const rendition = z.looseObject({ name: text, href: uri.optional(), contentType: text.optional() });

const item = {
  uri,
  type: z
    .enum(['text', 'audio', 'video', 'picture', 'graphic', 'composite', 'component', 'event', 'planning'])
    .optional(),
  representationType: z.enum(['full', 'partial']).optional(),
  profile: text.optional(),
  version: text.optional(),
  firstCreated: moment.optional(),
  versionCreated: moment.optional(),
  contentCreated: moment.optional(),
  embargoed: moment.optional(),
  pubStatus: z.enum(STATUS).optional(),
  urgency: z.number().optional(),
  copyrightHolder: text.optional(),
  copyrightNotice: text.optional(),
  usageTerms: text.optional(),
  edNote: text.optional(),
  language: text.optional(),
  descriptions: contents.optional(),
  bodies: z
    .array(
      z.strictObject({
        role: text.optional(),
        contentType: text.optional(),
        charCount: z.int().optional(),
        wordCount: z.int().optional(),
        value: text,
      }),
    )
    .optional(),
  headlines: contents.optional(),
  people: z.array(z.strictObject({ ...concept, contactInfo })).optional(),
  organisations: z
    .array(
      z.strictObject({
        ...concept,
        symbols: z
          .array(z.strictObject({ ticker: text, exchange: text, symbolType: uri, symbol: text }).partial())
          .optional(),
        contactInfo,
      }),
    )
    .optional(),
  places: z.array(z.strictObject({ ...concept, contactInfo, geojson: z.unknown().optional() })).optional(),
  subjects: z
    .array(
      z.strictObject({
        ...concept,
        creator: text.optional(),
        relevance: percent.optional(),
        confidence: percent.optional(),
      }),
    )
    .optional(),
  events: z.array(z.strictObject({ ...concept, id: text.optional() })).optional(),
  plannedCoverage: z.array(z.looseObject({})).optional(),
  objects: z.array(z.strictObject(concept)).optional(),
  infoSources: z
    .array(
      z.strictObject({
        name: text.optional(),
        role: text.optional(),
        uri: uri.optional(),
        literal: text.optional(),
        contactInfo,
      }),
    )
    .optional(),
  title: text.optional(),
  by: text.optional(),
  slugline: text.optional(),
  located: text.optional(),
  renditions: z.array(rendition).optional(),
  altIds: z.array(z.strictObject({ role: text.optional(), value: text.optional() })).optional(),
  trustIndicators: z.array(z.strictObject({ role: uri, title: text, href: uri }).partial()).optional(),
  standard: z.strictObject({ name: text, version: text, schema: uri }).partial().optional(),
  genres: z.array(z.strictObject({ name: text, uri: text, literal: text }).partial()).optional(),
  expires: moment.optional(),
  rightsInfo: z
    .looseObject({ langId: uri.optional(), linkedRights: uri.optional(), encodedRights: text.optional() })
    .optional(),
};

/** An item of ninjs 3.0; fails on whatever its schema does not allow. */
export const ninjs3Shape = z.strictObject({
  ...item,
  associations: z
    .array(z.strictObject({ ...item, name: text, associations: z.array(z.looseObject({})).optional() }))
    .optional(),
});
