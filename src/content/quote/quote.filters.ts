import type { FilterRule, Model, Scope } from '../../planner/declaration.ts';
import type { Input } from '../../planner/input.ts';
import type { Row } from '../../planner/row.ts';
import { tableItem } from '../../planner/rows.ts';
import { flagged } from '../../planner/sources.ts';
import { type Sql, sql } from '../../planner/sql.ts';
import { quoteMentionModel, quoteSpeakerModel } from './quote.joins.ts';

/** The report around a quote; `quoteModel` itself is made of these filters. */
const withinModel: Model = { table: 'quote', visible: flagged };

/** The condition on a quote that one of its speakers meets `condition`. */
function someSpeaker(quote: Row, scope: Scope, condition: (speaker: Row) => Sql): Sql {
  const speaker = scope.row('quote_speaker');
  return sql`EXISTS (SELECT FROM ${tableItem(speaker)} WHERE ${speaker.column('quote_id')} = ${quote.column('id')} AND ${scope.visible(quoteSpeakerModel, speaker)} AND ${condition(speaker)})`;
}

/** The condition that an id filter puts on a row that holds a person's or an organisation's key: on the one that is set. */
function entityId(row: Row, id: Input, scope: Scope): Sql {
  const one = (prefix: 'person' | 'organisation') => {
    const key = row.column(`${prefix}_id`);
    return sql`(${key} IS NOT NULL AND ${scope.idFilter(key, prefix, id)})`;
  };
  return sql`(${one('person')} OR ${one('organisation')})`;
}

function speakerOf(typeName: 'Person' | 'Organisation', table: 'person' | 'organisation'): FilterRule {
  return (quote, where, scope) =>
    someSpeaker(quote, scope, (speaker) => {
      const entity = scope.row(table);
      return sql`EXISTS (SELECT FROM ${tableItem(entity)} WHERE ${entity.column('id')} = ${speaker.column(`${table}_id`)} AND ${scope.where(typeName, where, entity)})`;
    });
}

/** Filters of quotes that are not simply a field: they hold when at least one speaker or mention does. */
export const quoteFilters: Readonly<Record<string, FilterRule>> = {
  speakerId: (quote, id, scope) => someSpeaker(quote, scope, (speaker) => entityId(speaker, id, scope)),
  speakerPerson: speakerOf('Person', 'person'),
  speakerOrganisation: speakerOf('Organisation', 'organisation'),
  mentionsId: (quote, id, scope) => {
    const inside = scope.row('quote_mention');
    const mention = scope.row('mention');
    return sql`EXISTS (SELECT FROM ${tableItem(inside)} JOIN ${tableItem(mention)} ON ${mention.column('id')} = ${inside.column('mention_id')} WHERE ${inside.column('quote_id')} = ${quote.column('id')} AND ${scope.visible(quoteMentionModel, inside)} AND ${entityId(mention, id, scope)})`;
  },
  // As `within` shows it: a report that the viewer does not see is not told of by a filter either.
  nested: (quote, wanted, scope) => {
    const outer = scope.row('quote');
    const isNested = sql`EXISTS (SELECT FROM ${tableItem(outer)} WHERE ${outer.column('id')} = ${quote.column('within_id')} AND ${scope.visible(withinModel, outer)})`;
    return wanted.value === true ? isNested : sql`NOT ${isNested}`;
  },
};
