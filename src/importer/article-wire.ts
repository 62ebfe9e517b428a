import { z } from 'zod';
import {
  Attribution,
  BlockKind,
  IdentifierScheme,
  MentionForm,
  OrganisationKind,
  Origin,
  QuoteAct,
  QuoteKind,
  ReviewState,
} from '../database/generated/enums.ts';
import { ERROR_CODES, type ErrorCode } from '../kernel/app-error.ts';
import type { TextSpan } from '../kernel/text-span.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';
import type { ArticleToWrite, WrittenArticle } from './article-writer.ts';

/** Articles as JSON text without a line feed, for a socket: bytes as base64, dates as ISO 8601. */
export function encodeArticles(articles: readonly ArticleToWrite[]): string {
  return JSON.stringify(
    articles.map(({ article, isReleased }) => ({
      isReleased,
      article: {
        ...article,
        source: { ...article.source, bytes: Buffer.from(article.source.bytes).toString('base64') },
      },
    })),
  );
}

/** What `encodeArticles` wrote. Throws where it is something else, or has a field that would be lost here. */
export function decodeArticles(json: string): ArticleToWrite[] {
  return articlesShape.parse(JSON.parse(json));
}

/** Outcomes as JSON text without a line feed. */
export function encodeOutcomes(written: readonly WrittenArticle[]): string {
  return JSON.stringify(written);
}

/** What `encodeOutcomes` wrote. Throws where it is something else. */
export function decodeOutcomes(json: string): WrittenArticle[] {
  return outcomesShape.parse(JSON.parse(json));
}

const text = z.string();
const nullableText = text.nullable();
const date = z.iso.datetime().transform((iso) => new Date(iso));
const span = z.strictObject({
  start: z.int(),
  end: z.int(),
  utf16Start: z.int(),
  utf16End: z.int(),
  exact: text,
  prefix: text,
  suffix: text,
}) satisfies z.ZodType<TextSpan>;

const factState = {
  review: z.enum(ReviewState),
  confidence: z.number(),
  method: text,
};

const entityNames = {
  key: text,
  slug: nullableText,
  name: text,
  aliases: z.array(text),
  identifiers: z.array(
    z.strictObject({
      scheme: z.enum(IdentifierScheme),
      value: text,
    }),
  ),
};

const quoteShape = z.strictObject({
  ...factState,
  key: text,
  kind: z.enum(QuoteKind),
  act: z.enum(QuoteAct),
  text,
  span,
  spans: z.array(span),
  quotedSpans: z.array(span),
  cueSpan: span.nullable(),
  speakers: z.array(text),
  speakerSpan: span.nullable(),
  attribution: z.enum(Attribution),
  speakingFor: nullableText,
  addressee: nullableText,
  within: nullableText,
  topics: z.array(text),
});

const fieldsShape = z.strictObject({
  slug: nullableText,
  uri: nullableText,
  headline: text,
  standfirst: nullableText,
  dateline: nullableText,
  bylines: z.array(text),
  language: text,
  publishedAt: date.nullable(),
  modifiedAt: date.nullable(),
  publisher: nullableText,
  sourceUrl: nullableText,
  copyrightHolder: nullableText,
  usageTerms: nullableText,
  version: nullableText.exactOptional(),
});

const articleShape = z.strictObject({
  source: z.strictObject({
    mediaType: text,
    reader: text,
    bytes: z.base64().transform((base64): Uint8Array => Buffer.from(base64, 'base64')),
    metadata: z.record(text, z.unknown()),
  }),
  text,
  fields: fieldsShape,
  blocks: z.array(z.strictObject({ kind: z.enum(BlockKind), span })),
  entities: z.array(
    z.discriminatedUnion('type', [
      z.strictObject({ ...entityNames, type: z.literal('person') }),
      z.strictObject({
        ...entityNames,
        type: z.literal('organisation'),
        organisationKind: z.enum(OrganisationKind).nullable(),
        parent: nullableText,
      }),
    ]),
  ),
  mentions: z.array(
    z.strictObject({
      ...factState,
      entity: text,
      form: z.enum(MentionForm),
      span,
    }),
  ),
  quotes: z.array(quoteShape),
  affiliations: z.array(
    z.strictObject({
      person: text,
      organisation: text,
      role: nullableText,
      from: nullableText,
      to: nullableText,
      receipts: z.array(z.strictObject({ ...factState, span, current: z.boolean().nullable() })),
    }),
  ),
  topics: z.array(
    z.strictObject({
      ...factState,
      code: text,
      score: z.number(),
      origin: z.enum(Origin),
      spans: z.array(span),
    }),
  ),
}) satisfies z.ZodType<AnnotatedArticle>;

const articlesShape = z.array(z.strictObject({ article: articleShape, isReleased: z.boolean() }));

const errorCodes = Object.keys(ERROR_CODES).filter((code): code is ErrorCode => code in ERROR_CODES);
const refusalShape = z.strictObject({ code: z.enum(errorCodes), message: text });
const outcomesShape = z.array(
  z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.enum(['created', 'updated', 'unchanged', 'outdated']),
      articleId: text,
      slug: text,
    }),
    z.strictObject({ outcome: z.literal('refused'), refusal: refusalShape }),
  ]),
) satisfies z.ZodType<WrittenArticle[]>;
