import type { Transaction } from '../database/database.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';

/** Ids of topics by their IPTC code. */
export type TopicIds = ReadonlyMap<string, string>;

/** Finds the topics that the articles and their quotes name. Throws an Error that lists the codes that no topic has. */
export async function findTopicIds(
  transaction: Transaction,
  articles: readonly AnnotatedArticle[],
): Promise<TopicIds> {
  const codes = new Set(
    articles.flatMap(({ topics, quotes }) => [
      ...topics.map(({ code }) => code),
      ...quotes.flatMap((quote) => quote.topics),
    ]),
  );
  if (codes.size === 0) return new Map();
  const topics = await transaction.topic.findMany({
    where: { code: { in: [...codes] } },
    select: { id: true, code: true },
  });
  const ids = new Map(topics.map(({ id, code }) => [code ?? '', id]));
  const unknown = [...codes].filter((code) => !ids.has(code));
  if (unknown.length > 0)
    throw new Error(`No topic has the code ${unknown.join(', ')}: load the topics first.`);
  return ids;
}

/** The id of a topic that `findTopicIds` looked up. */
export function topicId(ids: TopicIds, code: string): string {
  const id = ids.get(code);
  if (id === undefined) throw new Error(`The topic ${code} was not looked up.`);
  return id;
}
