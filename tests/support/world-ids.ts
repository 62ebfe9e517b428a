import type { Transaction } from '../../src/database/database.ts';
import type { AnnotatedArticle } from '../../src/text/annotated-article.ts';
import type { AnyEntityHandle, ArticleHandle, Handle, TopicHandle } from './world-handles.ts';

/** An article of a world as it was written. */
export interface WrittenArticle {
  readonly handle: ArticleHandle;
  readonly annotated: AnnotatedArticle;
  readonly articleId: string;
}

/** Ids by handle, as they are stored. */
export type Ids = ReadonlyMap<Handle, string>;

/** Looks up the ids of everything that a world wrote: nine statements. */
export async function findIds(
  transaction: Transaction,
  written: readonly WrittenArticle[],
  entities: readonly AnyEntityHandle[],
  topics: readonly TopicHandle[],
): Promise<Ids> {
  const ids = new Map<Handle, string>(written.map(({ handle, articleId }) => [handle, articleId]));
  const people = await transaction.person.findMany({ select: { id: true, slug: true } });
  const organisations = await transaction.organisation.findMany({ select: { id: true, slug: true } });
  const bySlug = {
    person: new Map(people.map(({ id, slug }) => [slug, id])),
    organisation: new Map(organisations.map(({ id, slug }) => [slug, id])),
  };
  for (const handle of entities) give(ids, handle, bySlug[handle.type].get(handle.entity.slug ?? ''));
  const stored = await transaction.topic.findMany({
    where: { code: { in: topics.map(({ code }) => code) } },
  });
  for (const topic of topics) give(ids, topic, stored.find(({ code }) => code === topic.code)?.id);
  await findFactIds(transaction, written, ids);
  return ids;
}

async function findFactIds(
  transaction: Transaction,
  written: readonly WrittenArticle[],
  ids: Map<Handle, string>,
): Promise<void> {
  const where = { articleId: { in: written.map(({ articleId }) => articleId) } };
  const orderBy = { id: 'asc' } as const;
  const mentions = await transaction.mention.findMany({ where });
  const quotes = await transaction.quote.findMany({ where, orderBy });
  const receipts = await transaction.affiliationReceipt.findMany({ where, include: { affiliation: true } });
  const assignments = await transaction.topicAssignment.findMany({ where });
  const mentionIds = new Map(
    mentions.map((row) => [
      key(row.articleId, row.personId ?? row.organisationId, row.spanStart, row.spanEnd),
      row.id,
    ]),
  );
  const quoteIds = new Map(
    quotes.map((row) => [key(row.articleId, row.spanStart, row.spanEnd, row.text), row.id]),
  );
  const receiptsByKey = new Map(
    receipts.map((row) => [
      key(
        row.articleId,
        row.affiliation.personId,
        row.affiliation.organisationId,
        row.affiliation.role,
        row.exact,
      ),
      row,
    ]),
  );
  const assignmentIds = new Map(assignments.map((row) => [key(row.articleId, row.topicId), row.id]));
  for (const { handle, annotated, articleId } of written) {
    for (const [position, mention] of handle.mentions.entries()) {
      const span = annotated.mentions[position]?.span;
      give(ids, mention, mentionIds.get(key(articleId, ids.get(mention.entity), span?.start, span?.end)));
    }
    for (const [position, quote] of handle.quotes.entries()) {
      const { span, text } = annotated.quotes[position] ?? {};
      give(ids, quote, quoteIds.get(key(articleId, span?.start, span?.end, text)));
    }
    for (const receipt of handle.receipts) {
      const { person, organisation, exact, options } = receipt;
      const row = receiptsByKey.get(
        key(articleId, ids.get(person), ids.get(organisation), options.role ?? null, exact),
      );
      give(ids, receipt, row?.id);
      give(ids, receipt.affiliation, row?.affiliationId);
    }
    for (const assignment of handle.assignments) {
      give(ids, assignment, assignmentIds.get(key(articleId, ids.get(assignment.topic))));
    }
  }
}

function give(ids: Map<Handle, string>, handle: Handle, id: string | undefined): void {
  if (id === undefined) throw new Error(`${handle.label} was not written`);
  ids.set(handle, id);
}

function key(...parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}
