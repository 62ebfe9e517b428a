import { Extensions, ID, Int, Resolver } from 'type-graphql';
import type { IdPrefix } from '../../kernel/global-id.ts';
import { all, plannedRoot, RootConnection, requiredArgument } from '../../planner/decorators.ts';
import { readId } from '../../planner/filter.ts';
import { descending } from '../../planner/sources.ts';
import { identifier, join, literal, sql } from '../../planner/sql.ts';
import { articleModel } from '../article/article.type.ts';
import { ID_OR_SLUG, uuid, uuidByIdOrSlug } from '../node/by-id-or-slug.ts';
import { ArticleRevision } from './article-revision.type.ts';
import { ANY_HISTORY, HistoryConnection } from './history-entry.type.ts';
import { historyTable } from './history-fields.ts';
import { EDITORS_ONLY, HISTORY_TABLES, historyEntries } from './history-rows.ts';
import { Tombstone } from './tombstone.type.ts';

/** A row's table, by the prefix of its public id: the prefix in snake_case. */
const tableOf = (prefix: IdPrefix) =>
  historyTable(prefix.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

@Resolver()
export class HistoryQueries {
  @Extensions({ permission: 'editor' })
  @all(
    RootConnection(
      () => HistoryConnection,
      {
        description:
          'Every change of what has, or had, this id: also when it is deleted, or merged into another. Asks for an editor.',
        orderedBy: 'The newest first.',
        pages: 'both',
      },
      {
        rows: () => ({
          model: { table: ANY_HISTORY, visible: EDITORS_ONLY },
          name: 'history',
          from: (row, _root, inputs) => {
            const id = inputs.get('id');
            if (id === null) throw new Error('history is asked for without an id');
            const rowId = sql`${id.parameter('uuid', (given) => readId(id, given).uuid)}`;
            const table = sql`${id.parameter('text', (given) => tableOf(readId(id, given).prefix))}`;
            const each = HISTORY_TABLES.map(
              (one) =>
                sql`SELECT x.* FROM (SELECT WHERE ${table} = ${literal(one)} OFFSET 0) AS of_table CROSS JOIN LATERAL (${historyEntries(one, rowId)}) AS x`,
            );
            return sql`(${join(each, ' UNION ALL ')}) AS ${identifier(row.alias)}`;
          },
        }),
        node: { kind: 'same' },
        order: [
          descending({ column: 'row_id', type: 'uuid' }),
          descending({ column: 'id', type: 'counter' }),
        ],
      },
    ),
    requiredArgument('id', () => ID, 'An id that this API gave.'),
  )
  history!: object;

  @all(
    plannedRoot(
      () => ArticleRevision,
      {
        description:
          'An article’s text as it was; null where there is none, and for readers, where it was not published.',
        nullable: true,
      },
      {
        kind: 'one',
        match: (text, _root, inputs) => {
          const id = inputs.get('id');
          const revision = inputs.get('revision');
          if (id === null || revision === null) return sql`FALSE`;
          const number = revision.parameter('integer', (given) => given ?? null);
          return sql`${text.column('article_id')} = ${uuid(id, articleModel.idPrefix)} AND ${text.column('revision')} = ${number}`;
        },
      },
    ),
    requiredArgument('id', () => ID, 'The article’s id.'),
    requiredArgument('revision', () => Int, 'Which of its texts, from 1.'),
  )
  articleRevision!: ArticleRevision | null;

  @all(
    plannedRoot(
      () => Tombstone,
      {
        description:
          'What stays of an article that was published and is withdrawn, by exactly one of id and slug; null where it is not. Ask for it beside `article`, which is null then.',
        nullable: true,
      },
      {
        kind: 'one',
        match: (withdrawal, _root, inputs) =>
          sql`${withdrawal.column('article_id')} = ${uuidByIdOrSlug(articleModel, 'ARTICLE', inputs)}`,
      },
    ),
    ...ID_OR_SLUG,
  )
  tombstone!: Tombstone | null;
}
