import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { z } from 'zod';
import type { FinishedSource, Scope } from '../../planner/declaration.ts';
import { all, argument, Column, Connection, Model, planned, relate } from '../../planner/decorators.ts';
import type { Row } from '../../planner/row.ts';
import { tableItem } from '../../planner/rows.ts';
import { descending, ownedRows } from '../../planner/sources.ts';
import { identifier, type Sql, sql } from '../../planner/sql.ts';
import { Article } from '../article/article.type.ts';
import { connectionType } from '../node/connection.type.ts';
import { DateTime } from '../node/date-time.scalar.ts';
import { REVISED } from './history-fields.ts';
import { DiffKind, diffTexts } from './text-diff.ts';

registerEnumType(DiffKind, {
  name: 'DiffKind',
  description: 'What became of a piece of a text.',
  valuesConfig: {
    EQUAL: { description: 'It stands in both texts.' },
    DELETED: { description: 'It stands in the text before alone.' },
    INSERTED: { description: 'It stands in the text after alone.' },
  },
});

@ObjectType({
  description: 'A piece of two texts, with its place in each. Places count Unicode code points.',
})
class DiffHunk {
  @Field(() => DiffKind, { description: 'What became of it.' })
  kind!: DiffKind;

  @Field(() => String, { description: 'Its text, verbatim.' })
  text!: string;

  @Field(() => Int, { description: 'In the text before, from 0; what was inserted, where it came in.' })
  beforeStart!: number;

  @Field(() => Int, { description: 'In the text before, exclusive.' })
  beforeEnd!: number;

  @Field(() => Int, { description: 'In the text after, from 0; what was deleted, where it would stand.' })
  afterStart!: number;

  @Field(() => Int, { description: 'In the text after, exclusive.' })
  afterEnd!: number;
}

/**
 * Readers see a visible article's text, and each that it had while it was published: history tells. A revision that was
 * current only while the article was a draft is an editor's.
 */
const articleTextModel = {
  table: 'article_text',
  visible: (row) => {
    const [id, revision] = [row.column('article_id'), row.column('revision')];
    return sql`EXISTS (SELECT FROM article AS a WHERE a.id = ${id} AND a.is_visible AND (a.revision = ${revision} OR was_published(${id}, ${revision})))`;
  },
} satisfies Parameters<typeof Model>[0];

/** A column of the change that brought a revision; NULL for readers. */
function ofChange(column: 'actor' | 'reason') {
  return (row: Row, { viewer }: Scope): Sql =>
    viewer === 'reader'
      ? sql`NULL::text`
      : sql`(SELECT c.${identifier(column)} FROM revision AS v JOIN change AS c ON c.id = v.change_id WHERE ${REVISED} = ${row.column('article_id')} AND v.table_name = 'article_text' AND (v.row_key ->> 'revision')::integer = ${row.column('revision')} AND v.kind = 'CREATED' LIMIT 1)`;
}

/** Rows that comparing two texts is taken to cost: it is done on the one thread that answers everybody. */
const DIFF_COST = 5_000;

const twoTexts = z.object({ before: z.string(), after: z.string() }).nullable();

const diff: FinishedSource = {
  kind: 'finished',
  needs: (row, inputs, scope) => {
    scope.cost.charge(DIFF_COST);
    const other = scope.row(articleTextModel.table);
    const since = inputs.get('since')?.parameter('integer', (given) => given ?? null);
    const wanted = since === undefined ? sql`${row.column('revision')} - 1` : sql`${since}`;
    return sql`coalesce((SELECT json_build_object('before', ${other.column('text')}, 'after', ${row.column('text')})::text FROM ${tableItem(other)} WHERE ${other.column('article_id')} = ${row.column('article_id')} AND ${other.column('revision')} = ${wanted} AND ${scope.visible(articleTextModel, other)}), 'null')`;
  },
  finish: (read) => {
    const texts = twoTexts.parse(read);
    return texts === null ? null : diffTexts(texts.before, texts.after);
  },
};

@ObjectType({ description: 'An article’s text as it was.' })
@Model(articleTextModel)
export class ArticleRevision {
  @Column(() => Int, { description: 'Its number, from 1.' })
  revision!: number;

  @Column(() => String, { description: 'The text, verbatim.' })
  text!: string;

  @Column(() => String, {
    description: 'SHA-256 of the text’s UTF-8 bytes, in lower-case hexadecimal.',
    from: 'sha256',
  })
  textSha256!: string;

  @Column(() => DateTime, { description: 'When it came into this database.' })
  recordedAt!: Date;

  @Column(() => String, {
    description: 'Who brought it, for editors; null for readers.',
    nullable: true,
    from: ofChange('actor'),
  })
  actor!: string | null;

  @Column(() => String, {
    description: 'Why, for editors; null for readers.',
    nullable: true,
    from: ofChange('reason'),
  })
  reason!: string | null;

  @all(
    planned(
      () => [DiffHunk],
      {
        description:
          'How it came from an earlier text, or another, word by word: all of both texts, in order. Null where that text is not to be seen. Where more than 250 words differ, only what both begin and end with is told apart.',
        nullable: true,
      },
      diff,
    ),
    argument('since', () => Int, 'The revision to compare with; the one before where not given.'),
  )
  diff!: DiffHunk[] | null;
}

const ArticleRevisionConnection = connectionType('ArticleRevision', () => ArticleRevision, {
  of: 'revisions',
});

relate(
  Article,
  'revisions',
  Connection(
    () => ArticleRevisionConnection,
    {
      description: 'Its texts, as they were: for readers, those that it had while it was published.',
      orderedBy: 'The newest first.',
      pages: 'both',
    },
    {
      rows: ownedRows(articleTextModel, { key: 'article_id' }),
      node: { kind: 'same' },
      order: [descending({ column: 'revision', type: 'integer' })],
    },
  ),
);
