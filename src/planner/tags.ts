import type { EntityTag, TableTags, TagRules } from '../kernel/entity-tag.ts';
import type { Row } from './row.ts';
import { type Sql, sql } from './sql.ts';

/**
 * A tag stands in the answer's text between these two, in front of what it is the tag of. JSON text never holds them as
 * they are: in strings they are escaped.
 */
const START = '\u0001';
const END = '\u0002';
/** After a row's tag: both its own columns and what is gathered under it. */
const BOTH = '&';

/** What of a row an answer shows, as far as the plan has it yet. */
interface Shown {
  own: boolean;
  gathered: boolean;
  /** What encloses the row has its tag already. */
  isImplied: boolean;
  /** Already written. */
  written: { own: boolean; gathered: boolean };
}

/**
 * Collects, while a plan is made, which entity tags its answers have. Tags of rows are written into the answer's text,
 * so that nesting, conditions and aggregates carry them; tags of whole sets are known from the plan.
 *
 * Without rules it collects nothing and leaves every piece of SQL as it is.
 */
export class TagWriter {
  readonly #sets = new Set<EntityTag>();
  readonly #rows = new Map<Row, Shown>();
  #isReading = false;

  constructor(private readonly rules: TagRules | undefined) {}

  /** Tags of sets, sorted. */
  get sets(): readonly EntityTag[] {
    return [...this.#sets].sort();
  }

  /** The answer shows columns of this row, which was entered from another. */
  entered(row: Row, from: Row): void {
    const rule = this.#ruleOf(row.table)?.row;
    if (rule === undefined) return;
    const shown = this.#shownOf(row);
    if (rule.part === 'own') shown.own = true;
    else if (this.#covers(from, rule.kind)) shown.isImplied = true;
    else shown.gathered = true;
  }

  /** The answer shows a list of what belongs to this row. */
  gathered(owner: Row): void {
    const rule = this.#ruleOf(owner.table)?.row;
    if (rule === undefined) return;
    const shown = this.#shownOf(owner);
    if (rule.part === 'own' || !shown.isImplied) shown.gathered = true;
  }

  /** The answer depends on which rows a table has. */
  anyOf(table: string): void {
    for (const tag of this.#ruleOf(table)?.any ?? []) this.#sets.add(tag);
  }

  /** A list's order or filter reads its nodes: facts are read under their owner, entities may be anybody's. */
  nodesRead(table: string, parts: 'own' | 'all'): void {
    const rule = this.#ruleOf(table)?.row;
    if (rule?.part !== 'own') return;
    this.#sets.add(rule.kind);
    if (parts === 'all') this.#sets.add(`${rule.kind}+`);
  }

  /** Whatever table `write` enters, the answer depends on which rows it has. */
  reading<T>(write: () => T): T {
    const before = this.#isReading;
    this.#isReading = true;
    try {
      return write();
    } finally {
      this.#isReading = before;
    }
  }

  /** A row of a table was given an alias. */
  made(table: string): void {
    if (this.#isReading) this.anyOf(table);
  }

  /** Pieces of text with a row's tags, those that stand nowhere else yet: to be put in front of what was read from the row. */
  mark(row: Row): readonly (string | Sql)[] {
    const rule = this.#ruleOf(row.table)?.row;
    const shown = this.#rows.get(row);
    if (rule === undefined || shown === undefined) return [];
    const own = shown.own && !shown.written.own;
    const gathered = shown.gathered && !shown.written.gathered;
    if (!own && !gathered) return [];
    shown.written = { own: shown.own, gathered: shown.gathered };
    return rowMark(rule.kind, row.column(rule.key), own && gathered ? BOTH : gathered ? '+' : '');
  }

  /** Pieces of text with the tags of a table in which a row was looked for in vain. */
  absentFrom(table: string): readonly (string | Sql)[] {
    return (this.#ruleOf(table)?.any ?? []).map((tag) => `${START}${tag}${END}`);
  }

  /** The same for a row that was looked for by its id: it will have this tag once it is there. */
  absentById(table: string, id: Sql): readonly (string | Sql)[] {
    const rule = this.#ruleOf(table)?.row;
    return rule?.part === 'own' ? rowMark(rule.kind, id, '') : this.absentFrom(table);
  }

  /** Whether tags are collected at all. */
  get isOn(): boolean {
    return this.rules !== undefined;
  }

  #ruleOf(table: string): TableTags | undefined {
    if (this.rules === undefined || table === 'root') return undefined;
    const rule = this.rules[table];
    if (rule === undefined) throw new Error(`The table ${table} has no rule for entity tags`);
    return rule;
  }

  #shownOf(row: Row): Shown {
    const known = this.#rows.get(row);
    if (known !== undefined) return known;
    const shown: Shown = {
      own: false,
      gathered: false,
      isImplied: false,
      written: { own: false, gathered: false },
    };
    this.#rows.set(row, shown);
    return shown;
  }

  /** Whether `from` has the tag of what is gathered under the entity of this kind that both belong to: facts of one article do. */
  #covers(from: Row, kind: string): boolean {
    const shown = this.#rows.get(from);
    return (
      this.#ruleOf(from.table)?.row?.kind === kind && (shown?.gathered === true || shown?.isImplied === true)
    );
  }
}

function rowMark(kind: string, key: Sql, suffix: string): readonly (string | Sql)[] {
  return [`${START}${kind}:`, sql`${key}::text`, `${suffix}${END}`];
}

/** Takes the tags out of an answer's text, and adds them to `tags`. */
export function takeTags(marked: string, tags: Set<EntityTag>): string {
  let start = marked.indexOf(START);
  if (start < 0) return marked;
  const pieces: string[] = [];
  let from = 0;
  while (start >= 0) {
    pieces.push(marked.slice(from, start));
    const end = marked.indexOf(END, start);
    const tag = marked.slice(start + 1, end);
    if (tag.endsWith(BOTH)) {
      const own = tag.slice(0, -1);
      tags.add(own).add(`${own}+`);
    } else tags.add(tag);
    from = end + 1;
    start = marked.indexOf(START, from);
  }
  pieces.push(marked.slice(from));
  return pieces.join('');
}
