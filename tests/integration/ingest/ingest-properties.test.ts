import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '../../../src/database/verify.ts';
import { ingestArticles } from '../../../src/ingest/ingest-articles.ts';
import type { AnnotatedArticle } from '../../../src/text/annotated-article.ts';
import { ARBITRARY_TOPICS, arbitraryArticle, arbitraryEdition } from '../../support/arbitrary-article.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { compareDumps, dumpDatabase } from '../../support/dump.ts';
import { createWorld } from '../../support/world.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  const world = createWorld(database);
  for (const code of ARBITRARY_TOPICS) world.topic(code, { code });
  await world.save();
});
afterAll(() => database.close());

async function take(articles: readonly AnnotatedArticle[]) {
  const result = await database.change({ actor: 'test', reason: 'a property' }, (transaction) =>
    ingestArticles(transaction, articles, { status: 'PUBLISHED' }),
  );
  if (result.outcome === 'repeated') throw new Error('repeated');
  return result.value.articles;
}

it('any articles, taken in twice, are stored as annotated, change nothing the second time, and verify finds them whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(arbitraryArticle, { minLength: 1, maxLength: 3, selector: slugOf }),
      async (articles) => {
        const ingested = await take(articles);
        for (const [position, article] of articles.entries()) {
          expect(await storedFacts(ingested[position]?.articleId)).toEqual(annotatedFacts(article));
        }
        const before = await dumpDatabase(database.raw);
        expect((await take(articles)).map(({ outcome }) => outcome)).toEqual(articles.map(() => 'unchanged'));
        expect(compareDumps(before, await dumpDatabase(database.raw))).toEqual({});
        expect((await verify(database)).faults).toEqual([]);
      },
    ),
    { numRuns: 8 },
  );
}, 300_000);

it('any other edition of an article, its text kept or changed, leaves what that edition says and nothing else', async () => {
  const editions = arbitraryArticle.chain((first) => fc.tuple(fc.constant(first), arbitraryEdition(first)));
  await fc.assert(
    fc.asyncProperty(editions, async ([first, second]) => {
      const [created] = await take([first]);
      const [updated] = await take([second]);
      expect(updated?.articleId).toBe(created?.articleId);
      expect(await storedFacts(created?.articleId)).toEqual(annotatedFacts(second));
      expect((await take([second]))[0]?.outcome).toBe('unchanged');
      expect((await verify(database)).faults).toEqual([]);
    }),
    { numRuns: 12 },
  );
}, 300_000);

function slugOf(article: AnnotatedArticle): string | null {
  return article.fields.slug;
}

/** What an article says, apart from ids: every list sorted. */
function annotatedFacts(article: AnnotatedArticle) {
  return {
    text: article.text,
    mentions: article.mentions
      .map(({ form, span, review, confidence }) =>
        JSON.stringify([form, span.start, span.exact, review, confidence]),
      )
      .sort(),
    quotes: article.quotes
      .map(({ text, kind, cueSpan, spans, speakers, topics, within }) =>
        JSON.stringify([
          text,
          kind,
          cueSpan?.exact ?? null,
          spans.map(({ start }) => start),
          speakers.length,
          [...topics].sort(),
          article.quotes.find(({ key }) => key === within)?.text ?? null,
        ]),
      )
      .sort(),
    receipts: article.affiliations
      .flatMap(({ role, receipts }) =>
        receipts.map(({ span, current }) => JSON.stringify([role, span.start, span.exact, current])),
      )
      .sort(),
    topics: article.topics
      .map(({ code, score, spans }) => JSON.stringify([code, score, spans.map(({ start }) => start)]))
      .sort(),
  };
}

async function storedFacts(articleId: string | undefined) {
  const rows = async (sql: string) => {
    const found = await database.raw.query<{ fact: unknown }>(sql, [articleId]);
    return found.map(({ fact }) => JSON.stringify(fact)).sort();
  };
  const [text] = await database.raw.query<{ text: string }>(
    'SELECT t.text FROM article a JOIN article_text t ON t.article_id = a.id AND t.revision = a.revision WHERE a.id = $1',
    [articleId],
  );
  return {
    text: text?.text,
    mentions: await rows(
      'SELECT json_build_array(form, span_start, exact, review, confidence) AS fact FROM mention WHERE article_id = $1',
    ),
    quotes: await rows(`
      SELECT json_build_array(q.text, q.kind, q.cue,
        (SELECT json_agg(span_start ORDER BY position) FROM quote_span WHERE quote_id = q.id AND role = 'CONTENT'),
        (SELECT count(*) FROM quote_speaker WHERE quote_id = q.id),
        (SELECT coalesce(json_agg(t.code ORDER BY t.code), '[]') FROM quote_topic qt JOIN topic t ON t.id = qt.topic_id WHERE quote_id = q.id),
        w.text) AS fact
      FROM quote q LEFT JOIN quote w ON w.id = q.within_id WHERE q.article_id = $1`),
    receipts: await rows(`
      SELECT json_build_array(f.role, r.span_start, r.exact, r.current) AS fact
      FROM affiliation_receipt r JOIN affiliation f ON f.id = r.affiliation_id WHERE r.article_id = $1`),
    topics: await rows(`
      SELECT json_build_array(t.code, a.score,
        (SELECT coalesce(json_agg(span_start ORDER BY position), '[]') FROM topic_span WHERE assignment_id = a.id)) AS fact
      FROM topic_assignment a JOIN topic t ON t.id = a.topic_id WHERE a.article_id = $1`),
  };
}
