import type { Directive, Selection } from './random-operation.ts';
import type { InputValue } from './random-value.ts';

/** A cursor argument of a list: the variable that holds it, and the response path of the list, without indexes. */
export interface CursorVariable {
  readonly name: string;
  readonly list: string;
}

/** An operation as a client sends it, with the variables of two runs. */
export interface Rendered {
  readonly source: string;
  readonly variables: readonly [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
  readonly cursors: readonly CursorVariable[];
}

/** Writes a selection set as a document. Response keys are unique where arguments could make two of a key differ. */
export function renderOperation(selections: readonly Selection[]): Rendered {
  return new Renderer().operation(selections);
}

class Renderer {
  readonly #declared: string[] = [];
  readonly #first: Record<string, unknown> = {};
  readonly #second: Record<string, unknown> = {};
  readonly #cursors: CursorVariable[] = [];
  readonly #fragments: string[] = [];
  #keys = 0;

  operation(selections: readonly Selection[]): Rendered {
    const body = this.#selectionSet(selections, '');
    const declared = this.#declared.length === 0 ? '' : `(${this.#declared.join(', ')})`;
    return {
      source: [`query${declared} ${body}`, ...this.#fragments].join('\n'),
      variables: [this.#first, this.#second],
      cursors: this.#cursors,
    };
  }

  #selectionSet(selections: readonly Selection[], path: string): string {
    return `{ ${selections.map((selection) => this.#selection(selection, path)).join(' ')} }`;
  }

  #selection(selection: Selection, path: string): string {
    if (selection.kind === 'fragment') {
      const { on, isNamed, selections } = selection;
      const body = this.#selectionSet(selections, path);
      const directive = this.#directive(selection.directive);
      if (!isNamed) return `... on ${on}${directive} ${body}`;
      const name = `F${this.#fragments.length}`;
      this.#fragments.push(`fragment ${name} on ${on} ${body}`);
      return `...${name}${directive}`;
    }
    const { name, isAliased, args, cursors, selections } = selection;
    this.#keys += 1;
    const key = isAliased ? `${/cursor$/i.test(name) ? 'cursor' : name}_${this.#keys}` : name;
    const inner = path === '' ? key : `${path}.${key}`;
    const given = Object.entries(args).map(([arg, value]) => `${arg}: ${this.#value(value)}`);
    for (const cursor of cursors) {
      const variable = this.#declare('String', null, null);
      this.#cursors.push({ name: variable, list: inner });
      given.push(`${cursor}: $${variable}`);
    }
    const list = given.length === 0 ? '' : `(${given.join(', ')})`;
    const body = selections.length === 0 ? '' : ` ${this.#selectionSet(selections, inner)}`;
    return `${isAliased ? `${key}: ` : ''}${name}${list}${this.#directive(selection.directive)}${body}`;
  }

  #directive(directive: Directive | null): string {
    if (directive === null) return '';
    const { name, isTrue, isVariable } = directive;
    return ` @${name}(if: ${isVariable ? `$${this.#declare('Boolean!', isTrue, !isTrue)}` : isTrue})`;
  }

  #declare(type: string, first: unknown, second: unknown): string {
    const name = `v${this.#declared.length}`;
    this.#declared.push(`$${name}: ${type}`);
    this.#first[name] = first;
    this.#second[name] = second;
    return name;
  }

  #value(value: InputValue): string {
    if (value.isVariable) {
      return `$${this.#declare(String(value.type), plain(value, 0), plain(value, 1))}`;
    }
    switch (value.kind) {
      case 'null':
        return 'null';
      case 'enum':
        return value.value;
      case 'scalar':
        return JSON.stringify(value.values[0]);
      case 'list': {
        const items = value.items.map((item) => this.#value(item));
        const [only] = value.items;
        // A variable of an element's type does not fit where a list is wanted.
        const fits = items.length === 1 && only?.isVariable === false && value.isUnwrapped;
        return fits ? items.join() : `[${items.join(', ')}]`;
      }
      case 'object':
        return `{ ${Object.entries(value.fields)
          .map(([name, field]) => `${name}: ${this.#value(field)}`)
          .join(', ')} }`;
    }
  }
}

/** A value as it stands in the variables of the first or the second run. */
function plain(value: InputValue, run: 0 | 1): unknown {
  switch (value.kind) {
    case 'null':
      return null;
    case 'enum':
      return value.value;
    case 'scalar':
      return value.values[run];
    case 'list':
      return value.items.map((item) => plain(item, run));
    case 'object':
      return Object.fromEntries(
        Object.entries(value.fields).map(([name, field]) => [name, plain(field, run)]),
      );
  }
}
