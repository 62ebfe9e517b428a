import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../../src/database/database.ts';
import type { Prisma } from '../../../src/database/generated/client.ts';
import { SpannedText } from '../../../src/kernel/text-span.ts';

/** An article as the tests of this folder write it: one paragraph, row by row, without the importer. */
export interface TestArticle {
  readonly id: string;
  readonly text: SpannedText;
}

/** The span columns for the one place where `exact` stands. */
function spanOf(article: TestArticle, exact: string) {
  const found = article.text.locate({ exact });
  if (found.outcome !== 'found') throw new Error(`"${exact}" is ${found.outcome} in the test's text`);
  const { span } = found;
  return {
    articleId: article.id,
    revision: 1,
    spanStart: span.start,
    spanEnd: span.end,
    utf16Start: span.utf16Start,
    utf16End: span.utf16End,
    exact: span.exact,
    prefix: span.prefix,
    suffix: span.suffix,
  };
}

export async function addArticle(
  transaction: Transaction,
  text: string,
  data: Partial<Prisma.ArticleUncheckedCreateInput> = {},
): Promise<TestArticle> {
  const id = uuidv7();
  const article = { id, text: new SpannedText(text) };
  await transaction.article.create({
    data: { id, slug: `article-${id}`, headline: 'A headline', status: 'PUBLISHED', ...data },
  });
  const sha256 = createHash('sha256').update(text).digest('hex');
  await transaction.articleText.create({ data: { articleId: id, revision: 1, text, sha256 } });
  await transaction.block.create({ data: { ...spanOf(article, text), position: 0, kind: 'PARAGRAPH' } });
  return article;
}

export function addPerson(transaction: Transaction, name: string) {
  return transaction.person.create({ data: { slug: slugFor(name), name } });
}

export function addOrganisation(transaction: Transaction, name: string, parentId: string | null = null) {
  return transaction.organisation.create({ data: { slug: slugFor(name), name, parentId } });
}

/** Who is meant: a person or an organisation. */
export type EntityId = { readonly personId: string } | { readonly organisationId: string };

const CONFIRMED = { review: 'CONFIRMED', confidence: 1, method: 'test' } as const;

export function addMention(
  transaction: Transaction,
  article: TestArticle,
  exact: string,
  entity: EntityId,
  data: Partial<Prisma.MentionUncheckedCreateInput> = {},
) {
  return transaction.mention.create({
    data: { ...spanOf(article, exact), ...entity, form: 'NAME', ...CONFIRMED, ...data },
  });
}

/** A DIRECT quote of one span, with its speakers in order. */
export async function addQuote(
  transaction: Transaction,
  article: TestArticle,
  exact: string,
  speakers: readonly EntityId[],
  data: Partial<Prisma.QuoteUncheckedCreateInput> = {},
) {
  const span = spanOf(article, exact);
  const quote = await transaction.quote.create({
    data: {
      ...span,
      text: exact,
      kind: 'DIRECT',
      attribution: speakers.length > 0 ? 'IDENTIFIED' : 'UNATTRIBUTED',
      ...CONFIRMED,
      ...data,
    },
  });
  for (const role of ['CONTENT', 'QUOTED'] as const) {
    await transaction.quoteSpan.create({ data: { ...span, quoteId: quote.id, role, position: 0 } });
  }
  for (const [position, speaker] of speakers.entries()) {
    await transaction.quoteSpeaker.create({ data: { quoteId: quote.id, position, ...speaker } });
  }
  return quote;
}

export async function addAffiliation(
  transaction: Transaction,
  article: TestArticle,
  exact: string,
  personId: string,
  organisationId: string,
  data: Partial<Prisma.AffiliationReceiptUncheckedCreateInput> = {},
) {
  const affiliation = await transaction.affiliation.create({
    data: { personId, organisationId, role: 'chief' },
  });
  const receipt = await addReceipt(transaction, article, exact, affiliation.id, data);
  return { affiliation, receipt };
}

export function addReceipt(
  transaction: Transaction,
  article: TestArticle,
  exact: string,
  affiliationId: string,
  data: Partial<Prisma.AffiliationReceiptUncheckedCreateInput> = {},
) {
  return transaction.affiliationReceipt.create({
    data: { ...spanOf(article, exact), affiliationId, ...CONFIRMED, ...data },
  });
}

export function assignTopic(transaction: Transaction, article: TestArticle, topicId: string) {
  return transaction.topicAssignment.create({
    data: { articleId: article.id, topicId, score: 0.5, origin: 'EDITOR', ...CONFIRMED },
  });
}

function slugFor(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
