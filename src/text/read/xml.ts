import { SaxesParser } from 'saxes';
import { grouped } from '../grouped.ts';
import { refused } from './refused.ts';

/** An element of an XML document. */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  readonly namespace: string;
  /** By name without prefix, but for `xml:lang` and the like. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
  /** Where its source stands in the document: from `<` to behind `>`, UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Between its tags. */
  readonly innerStart: number;
  readonly innerEnd: number;
}

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[];
  end: number;
  innerStart: number;
  innerEnd: number;
}

/** Elements that stand in each other deeper than this are no news format's. */
const MAX_DEPTH = 200;

/**
 * Reads an XML document into its elements. Refuses what is not well-formed, with line and column, and every DOCTYPE:
 * none of the formats read has one, and what it could declare (entities that grow without end, files of this machine)
 * is never read.
 */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  let tagStart = 0;
  parser.on('error', ({ message }) => {
    throw refused(`is not well-formed XML: ${message.replace(/\.$/u, '')}`);
  });
  parser.on('doctype', () => {
    throw refused('has a DOCTYPE: XML with one is not read, because it can declare entities; take it out');
  });
  parser.on('opentagstart', () => {
    // Behind the name: no attribute, and so no other "<", was read since the tag's own.
    tagStart = text.lastIndexOf('<', parser.position - 1);
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length >= MAX_DEPTH) throw refused(`has elements nested more than ${MAX_DEPTH} deep`);
    const element: OpenElement = {
      name: local,
      namespace: uri,
      attributes: new Map(
        Object.values(attributes)
          .filter(({ prefix, local: name }) => prefix !== 'xmlns' && name !== 'xmlns')
          .map((one) => [one.prefix === 'xml' ? one.name : one.local, one.value]),
      ),
      children: [],
      start: tagStart,
      innerStart: parser.position,
      innerEnd: parser.position,
      end: parser.position,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const addText = (words: string) => open.at(-1)?.children.push(words);
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element === undefined) return;
    element.end = parser.position;
    element.innerEnd = Math.max(element.innerStart, text.lastIndexOf('<', parser.position - 1));
  });
  parser.write(text).close();
  if (root === null) throw refused('is XML without an element');
  return root;
}

/** An element's child elements of a name, whatever their namespace, in order. */
export function childrenOf({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

/** The first element at the end of a path of names below an element. */
export function elementAt(element: XmlElement, ...path: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = element;
  for (const name of path) at = at === undefined ? undefined : childrenOf(at, name)[0];
  return at;
}

/** The characters of an element and of all in it; null where there are none but white space. */
export function wordsOf(element: XmlElement | undefined): string | null {
  if (element === undefined) return null;
  const words = element.children
    .map((child) => (typeof child === 'string' ? child : (wordsOf(child) ?? '')))
    .join('');
  return /\S/u.test(words) ? words : null;
}

/**
 * An element as JSON: attributes as `@name`, text as `#text`, children by name, a list where there are several; what
 * has text alone is that text. The elements named in `without` are left out.
 */
export function jsonOf(element: XmlElement, without: ReadonlySet<string> = new Set()): unknown {
  const children = element.children.filter((child) => typeof child !== 'string');
  const words = element.children.filter((child) => typeof child === 'string').join('');
  if (children.length === 0 && element.attributes.size === 0) return words;
  const byName = grouped(
    children.filter(({ name }) => !without.has(name)),
    ({ name }) => name,
  );
  return Object.fromEntries([
    ...Array.from(element.attributes, ([name, value]) => [`@${name}`, value] as const),
    ...(/\S/u.test(words) ? [['#text', words] as const] : []),
    ...Array.from(byName, ([name, list]) => {
      const values = list.map((child) => jsonOf(child, without));
      return [name, values.length === 1 ? values[0] : values] as const;
    }),
  ]);
}

/** What stands between an element's tags, as the document `text` has it. */
export function sourceOf(text: string, { innerStart, innerEnd }: XmlElement): string {
  return text.slice(innerStart, innerEnd);
}
