import { articlePage } from './article-page.ts';
import { articleWithQuotes } from './article-with-quotes.ts';
import { newestArticles } from './newest-articles.ts';
import { personPage } from './person-page.ts';
import type { Query, QueryName } from './query.ts';
import { topicArticles } from './topic-articles.ts';

export const QUERIES: Readonly<Record<QueryName, Query>> = {
  Q1: articleWithQuotes,
  Q2: newestArticles,
  Q3: personPage,
  Q4: topicArticles,
  Q5: articlePage,
};
