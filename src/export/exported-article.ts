import { z } from 'zod';
import { ArticleStatus, QuoteKind } from '../database/generated/enums.ts';

// What the exports read of an article: the document, and the shape of its answer.

const identifiers = z.array(z.object({ scheme: z.string(), value: z.string(), uri: z.string().nullable() }));

const named = z.object({ id: z.string(), name: z.string() });

const names = named.extend({ aliases: z.array(z.string()), identifiers });

const person = names.extend({
  affiliations: z.object({
    nodes: z.array(
      z.object({
        role: z.string().nullable(),
        from: z.string().nullable(),
        to: z.string().nullable(),
        current: z.boolean().nullable(),
        organisation: named,
        receipts: z.object({ nodes: z.array(z.object({ review: z.string() })) }),
      }),
    ),
  }),
});
/** A person whom an article mentions, with the first places in organisations that the record has of them. */
export type ExportedPerson = z.infer<typeof person>;

const organisation = names.extend({ parent: named.nullable() });
/** An organisation that an article mentions, or its publisher. */
export type ExportedOrganisation = z.infer<typeof organisation>;

const topicEdge = z.object({
  assignment: z.object({
    score: z.number(),
    review: z.string(),
    confidence: z.number(),
    method: z.string(),
  }),
  node: named.extend({ code: z.string().nullable() }),
});
/** What an article is about, and how sure that is. */
export type ExportedTopic = z.infer<typeof topicEdge>;

const speaker = named.extend({ __typename: z.enum(['Person', 'Organisation']) });
/** Who speaks. */
export type ExportedSpeaker = z.infer<typeof speaker>;

const quote = z.object({
  id: z.string(),
  review: z.string(),
  text: z.string(),
  kind: z.enum(QuoteKind),
  attribution: z.string(),
  within: z.object({ id: z.string() }).nullable(),
  speakers: z.array(speaker),
  quotedSpans: z.array(z.object({ exact: z.string() })),
});
/** What an article reports, as the viewer sees it; `isReported`: inside another report, whether or not that is seen. */
export type ExportedQuote = z.infer<typeof quote> & { readonly isReported: boolean };

const articleFields = z.object({
  slug: z.string(),
  uri: z.string().nullable(),
  headline: z.string(),
  standfirst: z.string().nullable(),
  dateline: z.string().nullable(),
  bylines: z.array(z.string()),
  language: z.string(),
  status: z.enum(ArticleStatus),
  publishedAt: z.string().nullable(),
  modifiedAt: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  copyrightHolder: z.string().nullable(),
  usageTerms: z.string().nullable(),
  publisher: organisation.nullable(),
  blocks: z.array(z.object({ kind: z.string(), text: z.string() })),
  corrections: z.array(z.object({ note: z.string(), publishedAt: z.string() })),
});

/** An article with all that its exports say of it. */
export interface ExportedArticle extends z.infer<typeof articleFields> {
  readonly id: string;
  readonly revision: number;
  readonly people: readonly ExportedPerson[];
  readonly organisations: readonly ExportedOrganisation[];
  readonly topics: readonly ExportedTopic[];
  readonly quotes: readonly ExportedQuote[];
}

function page<T extends z.ZodType>(rows: T) {
  return z
    .object({
      rows: z.array(rows),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    })
    .optional();
}

/** The answer to `ARTICLE_DOCUMENT`: the fields on the first page, and of each list a page where it was asked for. */
export const articleAnswer = z.object({
  article: z
    .object({
      id: z.string(),
      revision: z.number(),
      ...articleFields.partial().shape,
      people: page(person),
      organisations: page(organisation),
      topics: page(topicEdge),
      quotes: page(quote),
    })
    .nullable(),
});

/** Gives the fields of a first page. Throws where the answer is none. */
export function fieldsOf(article: unknown): z.infer<typeof articleFields> {
  return articleFields.parse(article);
}

/** One page of an article: the fields with `$first`, and the lists that are asked for, 100 rows of each. */
export const ARTICLE_DOCUMENT = `query ExportArticle(
  $slug: String, $id: ID, $first: Boolean!
  $people: Boolean!, $peopleAfter: String, $organisations: Boolean!, $organisationsAfter: String
  $topics: Boolean!, $topicsAfter: String, $quotes: Boolean!, $quotesAfter: String
) {
  article(slug: $slug, id: $id) {
    id
    revision
    ... @include(if: $first) {
      slug uri headline standfirst dateline bylines language status publishedAt modifiedAt sourceUrl copyrightHolder usageTerms
      publisher { ...organisation }
      blocks { kind text }
      corrections { note publishedAt }
    }
    people(first: 100, after: $peopleAfter) @include(if: $people) {
      rows: nodes {
        ...names
        affiliations(first: 10) {
          nodes { role from to current organisation { id name } receipts(first: 5) { nodes { review } } }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
    organisations(first: 100, after: $organisationsAfter) @include(if: $organisations) {
      rows: nodes { ...organisation }
      pageInfo { hasNextPage endCursor }
    }
    topics(first: 100, after: $topicsAfter) @include(if: $topics) {
      rows: edges { assignment { score review confidence method } node { id name code } }
      pageInfo { hasNextPage endCursor }
    }
    quotes(first: 100, after: $quotesAfter) @include(if: $quotes) {
      rows: nodes {
        id review text kind attribution
        within { id }
        speakers { __typename id name }
        quotedSpans { exact }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}
fragment names on Entity { id name aliases identifiers { scheme value uri } }
fragment organisation on Organisation { ...names parent { id name } }`;
