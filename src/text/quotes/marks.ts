/**
 * Words between quotation marks; positions are UTF-16 units of the text that was searched, plus the offset given.
 */
export interface Passage {
  /** The marks included. */
  readonly start: number;
  readonly end: number;
  /** Between the marks. */
  readonly innerStart: number;
  readonly innerEnd: number;
  /** False where the paragraph ends first: the quotation goes on in the next one. */
  readonly isClosed: boolean;
  readonly mark: string;
}

interface Open {
  readonly at: number;
  /** Of the opening and of the closing mark, in UTF-16 units: typewriters double the single mark. */
  readonly length: number;
  readonly closers: readonly string[];
}

const OPENERS: Readonly<Record<string, readonly string[]>> = {
  '“': ['”', '"'],
  '„': ['“', '”'],
  '«': ['»'],
  '‹': ['›'],
  '「': ['」'],
};

/** Marks that open only before a word, for they close or are apostrophes elsewhere. */
const AMBIGUOUS_OPENERS: Readonly<Record<string, readonly string[]>> = {
  '"': ['"', '”'],
  '»': ['«', '»'],
  '›': ['‹'],
  '‚': ['‘', '’'],
  '‘': ['’'],
  "'": ["'"],
};
const BEFORE_OPENER = /^$|[\s([{—–\-/“‘„‚"'«»›‹]/u;

/** Shortest rest of a paragraph, in UTF-16 units, that an unclosed mark is believed to open; below it is a slip. */
const MIN_UNCLOSED = 20;

/** Longest passage in single marks, in UTF-16 units: apostrophes without a partner are looked after no further. */
const MAX_SINGLE = 1000;

const LETTER = /[\p{L}\p{N}]/u;

/**
 * The outermost passages in quotation marks of one paragraph, in order, without overlap: “…”, "…", ‘…’, '…', « … »,
 * „…“, „…”, ‚…‘, »…«, »…», ‹…›, 「…」. The white space inside « … » belongs to the marks. A mark inside a passage of other marks belongs to it. Takes linear time.
 *
 * @param offset added to every position
 */
export function passagesOf(paragraph: string, offset = 0): Passage[] {
  const passages: Passage[] = [];
  let at = 0;
  while (at < paragraph.length) {
    const next = nextMark(paragraph, at);
    if (next === -1) break;
    const open = openerAt(paragraph, next);
    if (open === null) {
      at = next + 1;
      continue;
    }
    const passage = passageFrom(paragraph, open, offset);
    if (passage === null) {
      at = next + open.length;
      continue;
    }
    passages.push(passage);
    at = passage.end - offset;
  }
  return passages;
}

const ANY_MARK = /[“”„«»‹›「"‚‘'`]/gu;

function nextMark(text: string, from: number): number {
  ANY_MARK.lastIndex = from;
  return ANY_MARK.exec(text)?.index ?? -1;
}

function openerAt(text: string, at: number): Open | null {
  const char = text.charAt(at);
  // A closing mark that begins a line is an opening one that was typed wrong.
  if (char === '”' && /^$|\n/u.test(text.charAt(at - 1)) && opensWord(text, at, 1))
    return { at, length: 1, closers: ['”', '"'] };
  const always = OPENERS[char];
  if (always !== undefined) return { at, length: 1, closers: always };
  const doubled = text.slice(at, at + 2);
  if (doubled === "''" || doubled === '``')
    return opensWord(text, at, 2) ? { at, length: 2, closers: ["''"] } : null;
  const ambiguous = AMBIGUOUS_OPENERS[char];
  return ambiguous !== undefined && opensWord(text, at, 1) ? { at, length: 1, closers: ambiguous } : null;
}

function opensWord(text: string, at: number, length: number): boolean {
  const after = text.charAt(at + length);
  return BEFORE_OPENER.test(text.charAt(at - 1)) && after !== '' && !/\s/u.test(after);
}

function passageFrom(text: string, open: Open, offset: number): Passage | null {
  const close = closerOf(text, open);
  const afterMark = open.at + open.length;
  if (close === -1 && (isSingle(open) || text.length - afterMark < MIN_UNCLOSED)) return null;
  const end = close === -1 ? text.length : close;
  const isSpaced = /[«‹]/u.test(text.charAt(open.at));
  const innerStart = isSpaced ? afterSpace(text, afterMark, end) : afterMark;
  const innerEnd = isSpaced ? beforeSpace(text, innerStart, end) : end;
  if (!LETTER.test(text.slice(innerStart, innerEnd))) return null;
  return {
    start: open.at + offset,
    end: (close === -1 ? end : close + open.length) + offset,
    innerStart: innerStart + offset,
    innerEnd: innerEnd + offset,
    isClosed: close !== -1,
    mark: text.slice(open.at, afterMark),
  };
}

function afterSpace(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && /\s/u.test(text.charAt(at))) at += 1;
  return at;
}

function beforeSpace(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && /\s/u.test(text.charAt(at - 1))) at -= 1;
  return at;
}

function isSingle({ closers, length }: Open): boolean {
  return length === 1 && (closers.includes('’') || closers.includes("'"));
}

function closerOf(text: string, open: Open): number {
  const innerStart = open.at + open.length;
  if (open.length === 2) return text.indexOf("''", innerStart);
  const end = isSingle(open) ? Math.min(text.length, innerStart + MAX_SINGLE) : text.length;
  for (let at = innerStart; at < end; at += 1) {
    const char = text.charAt(at);
    if (!open.closers.includes(char)) continue;
    if (isSingle(open) && !closesSingle(text, at)) continue;
    // A straight mark before a word opens a nested passage or is a slip; it does not close this one.
    if (char === '"' && LETTER.test(text.charAt(at + 1)) && /[\s(]/u.test(text.charAt(at - 1))) continue;
    return at;
  }
  return -1;
}

/** An apostrophe between letters never closes; one after "s" before a small letter is a plural's possessive. */
function closesSingle(text: string, at: number): boolean {
  const after = text.charAt(at + 1);
  if (LETTER.test(after)) return false;
  const before = text.charAt(at - 1);
  return !(before === 's' && /^\s\p{Ll}/u.test(text.slice(at + 1, at + 3)) && hasLaterCloser(text, at));
}

/** Looked for in the same clause only, which keeps a long line of apostrophes linear. */
function hasLaterCloser(text: string, at: number): boolean {
  return /^(?:[^.!?‘'’]|[’'](?=\p{L})){0,200}[.!?]?[’'](?![\p{L}\p{N}])/u.test(text.slice(at + 1, at + 240));
}
