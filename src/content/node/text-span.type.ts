import { Int, ObjectType, registerEnumType } from 'type-graphql';
import { SpanState } from '../../database/generated/enums.ts';
import type { ObjectSource } from '../../planner/declaration.ts';
import { Column } from '../../planner/decorators.ts';
import type { Row } from '../../planner/row.ts';
import { type Sql, sql } from '../../planner/sql.ts';

registerEnumType(SpanState, {
  name: 'SpanState',
  description: 'What became of a span when its article’s text was corrected.',
  valuesConfig: {
    EXACT: { description: 'As found.' },
    MOVED: { description: 'Re-anchored in a corrected text.' },
    LOST: { description: 'The corrected text no longer has it; revision is the last that had.' },
  },
});

/** The span columns of a row, seen as an object. */
export const OWN_SPAN: ObjectSource = { kind: 'same' };

/** A block is cut from the very revision it stands in, so its span is never moved or lost. */
function spanState(row: Row): Sql {
  return row.table === 'block' ? sql`'EXACT'` : row.column('span_state');
}

@ObjectType({ description: 'W3C Web Annotation: a text position selector with a text quote selector.' })
export class TextSpan {
  @Column(() => Int, {
    description: 'In Unicode code points of the article’s text, from 0.',
    from: 'span_start',
  })
  start!: number;

  @Column(() => Int, { description: 'Exclusive.', from: 'span_end' })
  end!: number;

  @Column(() => Int, { description: '`start` in UTF-16 units, for JavaScript’s slice.', from: 'utf16_start' })
  utf16Start!: number;

  @Column(() => Int, { description: '`end` in UTF-16 units, for JavaScript’s slice.', from: 'utf16_end' })
  utf16End!: number;

  @Column(() => String, { description: 'The text between start and end.' })
  exact!: string;

  @Column(() => String, { description: 'Up to 32 code points before.' })
  prefix!: string;

  @Column(() => String, { description: 'Up to 32 code points after.' })
  suffix!: string;

  @Column(() => Int, { description: 'The revision of the text that it stands in.' })
  revision!: number;

  @Column(() => SpanState, { description: 'What became of it in corrections.', from: spanState })
  state!: SpanState;
}
