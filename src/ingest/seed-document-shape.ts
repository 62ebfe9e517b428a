import { z } from 'zod';
import {
  ArticleStatus,
  Attribution,
  IdentifierScheme,
  MentionForm,
  OrganisationKind,
  Origin,
  QuoteAct,
  QuoteKind,
  ReviewState,
} from '../database/generated/enums.ts';

// The shape of an annotation file, `annotations@1`. seeds/README.md describes it for people.

const key = z.string().min(1);
const words = z.string().min(1);
const list = z.array(z.unknown()).default([]);
const map = z.record(z.string(), z.unknown()).default({});

/** What stands around `exact` where it alone is not enough. */
const context = { prefix: words.optional(), suffix: words.optional() };

/** A text alone, or a mapping with its context; `block` names another block than the one it is listed in. */
export const spanShape = z.preprocess(
  (given) => (typeof given === 'string' ? { exact: given } : given),
  z.strictObject({ exact: words, ...context, block: words.optional() }),
);
export type SpanShape = z.infer<typeof spanShape>;

export const factsShape = z.strictObject({
  review: z.enum(ReviewState),
  confidence: z.number().min(0).max(1),
  method: words,
});

/** Who has looked at a fact; what is left out is taken from `facts` at the top. */
const factState = factsShape.partial().shape;
export type FactStateShape = {
  readonly [K in keyof z.infer<typeof factsShape>]?: z.infer<typeof factsShape>[K] | undefined;
};

const dateTime = z.iso.datetime({ offset: true, error: 'must be like 2022-12-09T08:00:00Z' });
const partialDate = z.preprocess(
  (given) => (typeof given === 'number' ? String(given) : given),
  z.string().regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/u, 'must be like 2022, 2022-12 or 2022-12-09'),
);

export const fileShape = z.strictObject({
  format: z.enum(['annotations@1']),
  document: words,
  reader: z.enum(['plain@1']).default('plain@1'),
  status: z.enum(ArticleStatus),
  article: z.unknown().optional(),
  facts: z.unknown().optional(),
  people: map,
  organisations: map,
  affiliations: map,
  topics: map,
  blocks: list,
});

/** The sections alone, empty where they are faulty: what is in the others is checked all the same. */
export const sectionsShape = z.object({
  people: map.catch({}),
  organisations: map.catch({}),
  affiliations: map.catch({}),
  topics: map.catch({}),
  blocks: list.catch([]),
});

export const articleShape = z.strictObject({
  slug: words.nullish(),
  uri: words.nullish(),
  headline: words.nullish(),
  standfirst: words.nullish(),
  dateline: words.nullish(),
  bylines: z.array(words).nullish(),
  language: words.default('und'),
  publishedAt: dateTime.nullish(),
  modifiedAt: dateTime.nullish(),
  publisher: key.nullish(),
  sourceUrl: z.url().nullish(),
  copyrightHolder: words.nullish(),
  usageTerms: words.nullish(),
});

const entityShape = {
  name: words,
  slug: words.nullish(),
  aliases: z.array(words).default([]),
  identifiers: z
    .array(
      z.strictObject({
        scheme: z.enum(IdentifierScheme),
        value: words,
      }),
    )
    .default([]),
};

export const personShape = z.strictObject(entityShape);

export const organisationShape = z.strictObject({
  ...entityShape,
  organisationKind: z.enum(OrganisationKind).nullish(),
  parent: key.nullish(),
});

export const affiliationShape = z.strictObject({
  person: key,
  organisation: key,
  role: words.nullish(),
  from: partialDate.nullish(),
  to: partialDate.nullish(),
});

export const topicShape = z.strictObject({
  code: z.string().regex(/^medtop:\d{8}$/u, 'must be an IPTC code like medtop:20000053'),
  score: z.number().min(0).max(1),
  origin: z.enum(Origin).default('TEXT'),
  ...factState,
});

export const blockShape = z.strictObject({
  block: words,
  mentions: list,
  quotes: list,
  affiliations: list,
  topics: z.record(z.string(), z.array(z.unknown())).default({}),
});

export const mentionShape = z.strictObject({
  exact: words,
  ...context,
  form: z.enum(MentionForm),
  of: z.preprocess((given) => (typeof given === 'string' ? [given] : given), z.array(key).min(1)),
  ...factState,
});

export const quoteShape = z.strictObject({
  key,
  within: key.nullish(),
  kind: z.enum(QuoteKind),
  act: z.enum(QuoteAct).default('SPEECH'),
  spans: z.array(spanShape).min(1),
  quotedSpans: z.array(spanShape).optional(),
  cue: spanShape.nullish(),
  speakerSpan: spanShape.nullish(),
  speakers: z.array(key).default([]),
  attribution: z.enum(Attribution).default('IDENTIFIED'),
  speakingFor: key.nullish(),
  addressee: key.nullish(),
  topics: z.array(key).default([]),
  ...factState,
});
export type QuoteShape = z.infer<typeof quoteShape>;

export const receiptShape = z.strictObject({
  exact: words,
  ...context,
  says: key,
  current: z.boolean().nullable().default(null),
  ...factState,
});
