import { QuotesOnTopicDocument, type QuotesOnTopicQuery } from './generated/graphql.ts';
import { ask } from './graphql-client.ts';
import { sentencesAround } from './sentences.ts';

type Article = QuotesOnTopicQuery['articles']['nodes'][number];

const DEFAULT_URL = 'http://127.0.0.1:4000/graphql';
const USAGE = `Usage: npm start -- <person's slug> <topic's slug> [url, ${DEFAULT_URL} where not given]`;

/** Prints what a person is quoted as saying on a topic or a narrower one, each with the sentence it stands in. */
async function printQuotes(person: string, topic: string, url: string): Promise<void> {
  const quotes = {
    speakerPerson: { slug: { equals: person } },
    topics: { some: { slug: { equals: topic }, includeNarrower: true } },
  };
  let after: string | null = null;
  do {
    const answer: QuotesOnTopicQuery = await ask(url, QuotesOnTopicDocument, {
      person,
      topic,
      quotes,
      after,
    });
    if (!answer.person) throw new Error(`There is no person ${person}.`);
    if (!answer.topic) throw new Error(`There is no topic ${topic}.`);
    if (after === null) console.log(`${answer.person.name} on ${answer.topic.name}`);
    answer.articles.nodes.forEach(printArticle);
    after = answer.articles.pageInfo.hasNextPage ? answer.articles.pageInfo.endCursor : null;
  } while (after !== null);
}

function printArticle({ headline, publishedAt, language, text, quotes }: Article): void {
  console.log(`\n${headline}${publishedAt === null ? '' : `, ${publishedAt.slice(0, 10)}`}`);
  for (const quote of quotes.nodes) {
    console.log(`\n  ${quote.kind}  ${quote.text}`);
    console.log(`  in  ${sentencesAround(text, quote.span, language)}`);
  }
}

const [person, topic, url = DEFAULT_URL] = process.argv.slice(2);
if (person === undefined || topic === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  await printQuotes(person, topic, url).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
