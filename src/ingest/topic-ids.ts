import type { Transaction } from '../database/database.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';

/** Ids of topics by their IPTC code. */
export type TopicIds = ReadonlyMap<string, string>;

/** Finds the topics that the articles and their quotes name. Throws an Error that lists the codes that no topic has. */
export async function findTopicIds(
  transaction: Transaction,
  articles: readonly AnnotatedArticle[],
): Promise<TopicIds> {
  const { ids, codes } = await findTopics(transaction, articles, { withRetired: true });
  const unknown = codes.filter((code) => !ids.has(code));
  if (unknown.length > 0)
    throw new Error(`No topic has the code ${unknown.join(', ')}: load the topics first.`);
  return ids;
}

/** As `findTopicIds`, without topics that are retired: they are never assigned anew. Those that are missing are left out. */
export async function findAssignableTopicIds(
  transaction: Transaction,
  articles: readonly AnnotatedArticle[],
): Promise<TopicIds> {
  return (await findTopics(transaction, articles, { withRetired: false })).ids;
}

/** The article without topics that are not among these: a machine knows more of them than the record, or older ones. */
export function withTopics(article: AnnotatedArticle, ids: TopicIds): AnnotatedArticle {
  return {
    ...article,
    topics: article.topics.filter(({ code }) => ids.has(code)),
    quotes: article.quotes.map((quote) => ({
      ...quote,
      topics: quote.topics.filter((code) => ids.has(code)),
    })),
  };
}

async function findTopics(
  transaction: Transaction,
  articles: readonly AnnotatedArticle[],
  { withRetired }: { readonly withRetired: boolean },
): Promise<{ readonly ids: TopicIds; readonly codes: readonly string[] }> {
  const codes = new Set(
    articles.flatMap(({ topics, quotes }) => [
      ...topics.map(({ code }) => code),
      ...quotes.flatMap((quote) => quote.topics),
    ]),
  );
  if (codes.size === 0) return { ids: new Map(), codes: [] };
  const topics = await transaction.$queryRaw<{ id: string; code: string }[]>`
    SELECT id, code FROM topic WHERE code = ANY(${[...codes]}::text[]) AND (${withRetired} OR retired_at IS NULL)`;
  return { ids: new Map(topics.map(({ id, code }) => [code, id])), codes: [...codes] };
}

/** The id of a topic that `findTopicIds` looked up. */
export function topicId(ids: TopicIds, code: string): string {
  const id = ids.get(code);
  if (id === undefined) throw new Error(`The topic ${code} was not looked up.`);
  return id;
}
