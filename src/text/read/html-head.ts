import { Parser } from 'htmlparser2';
import { tooDeep } from './html-blocks.ts';
import { parseJson } from './json.ts';
import { refused } from './refused.ts';

/** What a page says of itself beside its text, as written. */
export interface HtmlHead {
  readonly language: string | null;
  readonly title: string | null;
  /** By name or property, in small letters; in order. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
  /** Addresses by relation, in small letters. */
  readonly links: ReadonlyMap<string, string>;
  /** Of each script of type `application/ld+json`; one that is no JSON, or cannot be stored, as its characters. */
  readonly jsonLd: readonly unknown[];
  /** `datetime` of each `<time>`, in order. */
  readonly times: readonly string[];
  readonly headings: readonly string[];
}

/**
 * A page with more elements, comments and runs of text is no article. The extractor takes time quadratic in them: 60,000
 * took it three seconds, 140,000 fourteen.
 */
const MAX_NODES = 60_000;
/** An element with more attributes is no element of a page; the extractor looks one up by going through them. */
const MAX_ATTRIBUTES = 500;
/** Deeper than browsers make a tree (512): the extractor reads an element's text again for each one around it. */
const MAX_PAGE_DEPTH = 512;
/** What is collected of each kind; the rest says nothing new. */
const MAX_COLLECTED = 200;

/**
 * Reads what stands in a page's head and beside its text, in one pass. Refuses a page with too many nodes or nested too
 * deep, before a tree of them is made.
 */
export function htmlHeadOf(html: string): HtmlHead {
  const head = {
    language: null as string | null,
    title: null as string | null,
    meta: new Map<string, string[]>(),
    links: new Map<string, string>(),
    jsonLd: [] as unknown[],
    times: [] as string[],
    headings: [] as string[],
  };
  let depth = 0;
  let nodes = 0;
  let isInScript = false;
  let collecting: { readonly name: string; text: string } | null = null;
  const count = () => {
    nodes += 1;
    if (nodes > MAX_NODES) throw refused(`has more than ${MAX_NODES} elements and runs of text`);
  };
  const finish = (name: string, text: string) => {
    if (name === 'title') head.title ??= text;
    else if (name === 'h1') collect(head.headings, text);
    else collect(head.jsonLd, parseJson(text) ?? text);
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (depth > MAX_PAGE_DEPTH) throw tooDeep(MAX_PAGE_DEPTH);
        if (Object.keys(attributes).length > MAX_ATTRIBUTES)
          throw refused(`has an element with more than ${MAX_ATTRIBUTES} attributes`);
        count();
        if (name === 'script' || name === 'style') isInScript = true;
        if (name === 'html') head.language ??= attributes['lang'] ?? attributes['xml:lang'] ?? null;
        else if (name === 'meta') readMeta(head.meta, attributes);
        else if (name === 'link') readLink(head.links, attributes);
        else if (name === 'time' && attributes['datetime'] !== undefined)
          collect(head.times, attributes['datetime']);
        if (collecting === null && isCollected(name, attributes)) collecting = { name, text: '' };
      },
      oncomment: count,
      ontext(text) {
        // The extractor's own parser makes a node of each "&" that begins no reference.
        for (let at = 0; at !== -1; at = isInScript ? -1 : text.indexOf('&', at + 1)) count();
        if (collecting !== null) collecting.text += text;
      },
      onclosetag(name) {
        depth -= 1;
        if (name === 'script' || name === 'style') isInScript = false;
        if (collecting?.name !== name) return;
        finish(name, collecting.text);
        collecting = null;
      },
    },
    { decodeEntities: true },
  );
  parser.write(html);
  parser.end();
  return head;
}

type Attributes = Readonly<Record<string, string>>;

function isCollected(name: string, attributes: Attributes): boolean {
  if (name === 'script') return attributes['type']?.trim().toLowerCase() === 'application/ld+json';
  return name === 'title' || name === 'h1';
}

function collect<T>(list: T[], value: T): void {
  if (list.length < MAX_COLLECTED) list.push(value);
}

function readMeta(meta: Map<string, string[]>, attributes: Attributes): void {
  const name =
    attributes['property'] ?? attributes['name'] ?? attributes['itemprop'] ?? attributes['http-equiv'];
  const content = attributes['content'];
  if (name === undefined || content === undefined) return;
  const values = meta.get(name.trim().toLowerCase());
  if (values !== undefined) collect(values, content);
  else if (meta.size < MAX_COLLECTED) meta.set(name.trim().toLowerCase(), [content]);
}

function readLink(links: Map<string, string>, { rel, href }: Attributes): void {
  if (rel === undefined || href === undefined) return;
  for (const relation of rel.trim().toLowerCase().split(/\s+/u)) {
    if (links.size < MAX_COLLECTED && !links.has(relation)) links.set(relation, href);
  }
}
