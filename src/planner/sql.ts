/**
 * A parameter of a statement: its PostgreSQL type, and how its value is read from the operation's variables.
 *
 * `read` throws an `InputFault` where the value is not what the argument takes.
 */
export interface Parameter {
  readonly pgType: string;
  readonly read: (variables: Variables) => unknown;
}

/** The coerced variables of one run of an operation. */
export type Variables = Readonly<Record<string, unknown>>;

/** A piece of SQL: text of ours, with parameters between. Never holds text from outside. */
export class Sql {
  constructor(readonly parts: readonly (string | Parameter)[]) {}
}

/** SQL from a template: literal text is ours, `${}` takes other pieces and parameters. */
export function sql(strings: TemplateStringsArray, ...values: readonly (Sql | Parameter)[]): Sql {
  const parts: (string | Parameter)[] = [];
  strings.forEach((text, index) => {
    if (text !== '') parts.push(text);
    const value = values[index];
    if (value instanceof Sql) parts.push(...value.parts);
    else if (value !== undefined) parts.push(value);
  });
  return new Sql(parts);
}

/** A quoted identifier. */
export function identifier(name: string): Sql {
  return new Sql([`"${name.replaceAll('"', '""')}"`]);
}

/** A quoted string constant; for text that is known when the plan is made (response keys, type names). */
export function literal(text: string): Sql {
  return new Sql([`'${text.replaceAll("'", "''")}'`]);
}

/** An integer constant: page sizes are literals, for `LIMIT $1` misleads PostgreSQL's generic plans. */
export function integer(value: number): Sql {
  if (!Number.isSafeInteger(value)) throw new Error(`Not an integer: ${value}`);
  return new Sql([String(value)]);
}

/** Pieces with a separator between; an empty list gives an empty piece. */
export function join(pieces: readonly Sql[], separator: string): Sql {
  return new Sql(pieces.flatMap((piece, index) => (index === 0 ? piece.parts : [separator, ...piece.parts])));
}

/** All conditions hold; `TRUE` where there is none. */
export function and(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`TRUE` : join(conditions, ' AND ');
}

/** The statement's text with `$n` for its parameters, each once however often it stands there, and the parameters in that order. */
export function render(piece: Sql): { readonly text: string; readonly parameters: readonly Parameter[] } {
  const numbers = new Map<Parameter, number>();
  let text = '';
  for (const part of piece.parts) {
    if (typeof part === 'string') text += part;
    else {
      const number = numbers.get(part) ?? numbers.size + 1;
      numbers.set(part, number);
      text += `$${number}::${part.pgType}`;
    }
  }
  return { text, parameters: [...numbers.keys()] };
}
