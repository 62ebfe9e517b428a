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
import type { Cancellation } from '../ingest/cancel-article.ts';
import { ERROR_CODES, type ErrorCode } from '../kernel/app-error.ts';
import type { TextSpan } from '../kernel/text-span.ts';
import type { AnnotatedArticle, SourceDocument } from '../text/annotated-article.ts';
import type { ItemToWrite, WrittenArticle } from './article-writer.ts';

/** An article, or what is cancelled, as JSON text without a line feed: bytes as base64, dates as ISO 8601. */
export function encodeArticle(item: ItemToWrite): string {
  return JSON.stringify(
    item.outcome === 'analysed'
      ? { outcome: item.outcome, article: withBase64(item.article) }
      : { outcome: item.outcome, cancellation: withBase64(item.cancellation) },
  );
}

/** Several that `encodeArticle` wrote, for a socket. */
export function encodeArticles(encoded: readonly string[]): string {
  return `[${encoded.join()}]`;
}

function withBase64<Item extends { readonly source: SourceDocument }>(item: Item): unknown {
  const { source } = item;
  return { ...item, source: { ...source, bytes: Buffer.from(source.bytes).toString('base64') } };
}

/** What `encodeArticles` wrote. Throws where it is something else, or has a field that would be lost here. */
export function decodeArticles(json: string): ItemToWrite[] {
  return itemsShape.parse(JSON.parse(json));
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

const identifiers = z.array(z.strictObject({ scheme: z.enum(IdentifierScheme), value: text }));

const entityNames = {
  key: text,
  slug: nullableText,
  name: text,
  aliases: z.array(text),
  identifiers,
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
  embargoedUntil: date.nullable().exactOptional(),
  isWithheld: z.boolean().exactOptional(),
  publisher: nullableText,
  sourceUrl: nullableText,
  copyrightHolder: nullableText,
  usageTerms: nullableText,
  version: nullableText.exactOptional(),
});

const sourceShape = z.strictObject({
  mediaType: text,
  reader: text,
  bytes: z.base64().transform((base64): Uint8Array => Buffer.from(base64, 'base64')),
  metadata: z.record(text, z.unknown()),
});

const articleShape = z.strictObject({
  source: sourceShape,
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

const cancellationShape = z.strictObject({
  uri: nullableText,
  version: nullableText,
  publisher: z.strictObject({ name: text, identifiers }).nullable(),
  source: sourceShape,
}) satisfies z.ZodType<Cancellation>;

const itemsShape = z.array(
  z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('analysed'), article: articleShape }),
    z.strictObject({ outcome: z.literal('cancelled'), cancellation: cancellationShape }),
  ]),
);

const errorCodes = Object.keys(ERROR_CODES).filter((code): code is ErrorCode => code in ERROR_CODES);
const refusalShape = z.strictObject({ code: z.enum(errorCodes), message: text });
const outcomesShape = z.array(
  z.discriminatedUnion('outcome', [
    z.strictObject({
      outcome: z.enum(['created', 'updated', 'unchanged', 'outdated', 'withdrawn']),
      articleId: text,
      slug: text,
    }),
    z.strictObject({ outcome: z.literal('refused'), refusal: refusalShape }),
  ]),
) satisfies z.ZodType<WrittenArticle[]>;
