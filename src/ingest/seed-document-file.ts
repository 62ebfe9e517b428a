import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { AppError } from '../kernel/app-error.ts';

/** Where a value stands in a YAML document: keys of maps and positions in lists, from the root. */
export type YamlPath = readonly (string | number)[];

/**
 * A YAML file that is read piece by piece and remembers every fault with its line, so that all can be shown at once.
 */
export class AnnotationFile {
  readonly #faults: { readonly line: number; readonly message: string }[] = [];
  readonly #lines = new LineCounter();
  readonly #document;
  readonly #content: unknown;

  /** @param fileName the name that messages begin with */
  constructor(
    yamlText: string,
    readonly fileName: string,
  ) {
    this.#document = parseDocument(yamlText, { lineCounter: this.#lines, prettyErrors: false });
    for (const { pos, message } of [...this.#document.errors, ...this.#document.warnings]) {
      this.#faults.push({ line: this.#lines.linePos(pos[0]).line, message });
    }
    this.#content = this.#document.errors.length === 0 ? this.#toJs() : undefined;
  }

  /** The value at a path as the schema has it; undefined, with its faults reported, where it does not fit. */
  parse<T>(schema: z.ZodType<T>, path: YamlPath = []): T | undefined {
    // What a syntax error leaves is no document: its shape would be reported as a second fault.
    if (this.#document.errors.length > 0) return undefined;
    const result = schema.safeParse(valueAt(this.#content, path));
    if (result.success) return result.data;
    for (const issue of result.error.issues) this.#reportIssue(issue, path);
    return undefined;
  }

  /** Remembers a fault of the value at a path. */
  report(path: YamlPath, message: string): void {
    this.#faults.push({ line: this.#lineOf(path), message });
  }

  /** Throws BAD_USER_INPUT with every fault so far, in the order of the lines, as `file:line: reason`. */
  throwFaults(): void {
    if (this.#faults.length === 0) return;
    const sorted = this.#faults.toSorted((a, b) => a.line - b.line);
    const listed = sorted.map(({ line, message }) => `${this.fileName}:${line}: ${message}`);
    throw new AppError('BAD_USER_INPUT', [...new Set(listed)].join('\n'));
  }

  #toJs(): unknown {
    try {
      return this.#document.toJS();
    } catch (error) {
      // An alias without its anchor, or so many that they would fill the memory.
      if (!(error instanceof ReferenceError)) throw error;
      this.report([], error.message);
      return undefined;
    }
  }

  #reportIssue(issue: z.core.$ZodIssue, path: YamlPath): void {
    const at = [...path, ...issue.path.filter((key) => typeof key !== 'symbol')];
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) this.report([...at, key], `unknown key ${JSON.stringify(key)}`);
      return;
    }
    const given = valueAt(this.#content, at);
    const name = at.findLast((key) => typeof key === 'string') ?? 'the file';
    if (given === undefined) {
      this.report(at, `${name} is missing`);
    } else if (issue.code === 'invalid_value') {
      this.report(at, `${name} is ${JSON.stringify(given)}; it must be one of ${issue.values.join(', ')}`);
    } else {
      this.report(at, `${name} is ${JSON.stringify(given)}: ${issue.message}`);
    }
  }

  /** The line of the key or list item at a path; where there is none, of what should hold it. */
  #lineOf(path: YamlPath): number {
    const last = path.at(-1);
    if (last === undefined) return 1;
    const parent = this.#document.getIn(path.slice(0, -1), true);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))
      : undefined;
    const node = pair?.key ?? this.#document.getIn(path, true);
    const offset = isNode(node) ? node.range?.[0] : undefined;
    return offset === undefined ? this.#lineOf(path.slice(0, -1)) : this.#lines.linePos(offset).line;
  }
}

function valueAt(content: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return Reflect.get(value, key);
  }, content);
}
