import type { SpannedText } from '../../kernel/text-span.ts';
import type { AnnotatedBlock, BlockKind } from '../annotated-article.ts';
import { type Passage, passagesOf } from '../quotes/marks.ts';
import { isTitle } from '../quotes/nobodys-words.ts';
import { sentencesOf } from '../segment/sentences.ts';
import { tag } from './tag.ts';
import type { Sentence, Token } from './token.ts';
import { tokenise } from './tokenise.ts';

/** Blocks that hold facts. */
const READ: ReadonlySet<BlockKind> = new Set([
  'HEADLINE',
  'STANDFIRST',
  'CAPTION',
  'CREDIT',
  'PARAGRAPH',
  'HEADING',
]);

/** Longest first line that is read as a headline although it ends in a full stop, in UTF-16 units. */
const MAX_HEADLINE = 160;

/** An article's sentences and the passages in quotation marks that stand in them, both in the order of the text. */
export interface ReadText {
  /** Each passage in quotation marks is one token. */
  readonly sentences: readonly Sentence[];
  /** The sentences inside those passages. */
  readonly inside: readonly InnerSentence[];
}

/** A sentence of somebody's words. */
export interface InnerSentence extends Sentence {
  readonly passage: Passage;
}

/** Cuts the blocks that hold facts into sentences of tagged tokens; a quotation never ends a sentence inside it. */
export function readSentences(spanned: SpannedText, blocks: readonly AnnotatedBlock[]): ReadText {
  const sentences: Sentence[] = [];
  const inside: InnerSentence[] = [];
  blocks.forEach((block, index) => {
    if (!READ.has(block.kind)) return;
    const inBlock = passagesOf(block.span.exact, block.span.utf16Start);
    const ends = sentencesOf(spanned, block.span).map(({ utf16End }) => utf16End);
    const place = { index, isHeadline: isHeadline(block, index, ends.length) };
    const outer = cut(spanned.text, block.span.utf16Start, ends, inBlock, place);
    for (const sentence of outer) sentences.push(sentence);
    if (inBlock.length === 0) return;
    // A title of a work is a name of its own: nobody is named in it.
    const said = new Set(outer.flatMap(({ tokens }) => tokens.map(({ passage }) => passage)));
    for (const passage of inBlock) {
      if (!said.has(passage)) continue;
      for (const sentence of insideOf(spanned, passage, { index, isHeadline: false })) inside.push(sentence);
    }
  });
  return { sentences, inside };
}

function isHeadline({ kind, span }: AnnotatedBlock, index: number, sentenceCount: number): boolean {
  return kind === 'HEADLINE' || (index === 0 && sentenceCount === 1 && span.exact.length <= MAX_HEADLINE);
}

/** The block that a sentence stands in. */
interface InBlock {
  readonly index: number;
  readonly isHeadline: boolean;
}

function insideOf(spanned: SpannedText, passage: Passage, block: InBlock): InnerSentence[] {
  const span = spanned.spanFromUtf16(passage.innerStart, passage.innerEnd);
  const nested = passagesOf(span.exact, passage.innerStart);
  const ends = sentencesOf(spanned, span).map(({ utf16End }) => utf16End);
  return cut(spanned.text, passage.innerStart, ends, nested, block).map((sentence) => ({
    ...sentence,
    passage,
  }));
}

function cut(
  text: string,
  blockStart: number,
  ends: readonly number[],
  passages: readonly Passage[],
  { index: block, isHeadline }: InBlock,
): Sentence[] {
  const sentences: Sentence[] = [];
  let start = blockStart;
  let first = 0;
  for (const end of ends) {
    while ((passages[first]?.end ?? Infinity) <= start) first += 1;
    let last = first;
    while ((passages[last]?.end ?? Infinity) <= end) last += 1;
    if ((passages[last]?.start ?? Infinity) < end) continue;
    const tokens = withTitles(tag(tokenise(text, start, end, passages.slice(first, last))), text);
    for (const piece of bounded({ start: tokens[0]?.start ?? start, end, tokens, block, isHeadline }))
      sentences.push(...parted(piece, text));
    start = end;
    first = last;
  }
  return sentences;
}

/** A title of a work in quotation marks is a name in its sentence. */
function withTitles(tokens: readonly Token[], text: string): Token[] {
  return tokens.flatMap((token, at) => {
    const { passage } = token;
    if (passage === null) return [token];
    const isName =
      isTitle(tokens, at, text.slice(passage.innerStart, passage.innerEnd)) || isNickname(tokens, at);
    return isName ? titleTokens(token, passage, text) : [token];
  });
}

/** A title; a comma that American style puts inside its marks is the sentence's. */
function titleTokens(token: Token, { innerEnd }: Passage, text: string): Token[] {
  const comma = innerEnd - 1;
  const title: Token = { ...token, tag: 'name', passage: null };
  if (text.charAt(comma) !== ',') return [title];
  return [
    { ...title, end: comma, text: text.slice(token.start, comma) },
    { ...title, start: comma, end: innerEnd, text: ',', lower: ',', tag: 'punctuation' },
  ];
}

/** Longest nickname, in UTF-16 units. */
const MAX_NICKNAME = 16;

/** 'Jane "Cia" Roe': a capital in marks between two parts of a name. */
function isNickname(tokens: readonly Token[], at: number): boolean {
  const { text = '' } = tokens[at] ?? {};
  return (
    tokens[at - 1]?.tag === 'name' &&
    tokens[at + 1]?.tag === 'name' &&
    text.length <= MAX_NICKNAME &&
    /^\P{L}*\p{Lu}[^,.!?]*$/u.test(text)
  );
}

/** Longest sentence that is read as one, in tokens: real ones are shorter, and every later stage may look through all of it. */
const MAX_TOKENS = 300;

function bounded(sentence: Sentence): Sentence[] {
  const { tokens, end } = sentence;
  if (tokens.length <= MAX_TOKENS) return [sentence];
  const pieces: Sentence[] = [];
  for (let at = 0; at < tokens.length; at += MAX_TOKENS) {
    const piece = tokens.slice(at, at + MAX_TOKENS);
    pieces.push({
      ...sentence,
      start: piece[0]?.start ?? end,
      end: piece.at(-1)?.end ?? end,
      tokens: piece,
    });
  }
  return pieces;
}

/** Fewest words of a quotation that is believed to begin a sentence behind a missing full stop. */
const MIN_WORDS = 6;

/** Cuts where a full stop is missing: a whole quotation with its own reporting clause stands right behind a noun. */
function parted(sentence: Sentence, text: string): Sentence[] {
  const { tokens } = sentence;
  const at = tokens.findIndex(({ passage }, index) => {
    const previous = tokens[index - 1];
    if (
      passage === null ||
      index + 2 >= tokens.length ||
      (previous?.tag !== 'noun' && previous?.tag !== 'name')
    )
      return false;
    const words = text.slice(passage.innerStart, passage.innerEnd);
    return /^\p{Lu}.*,$/su.test(words) && words.split(/\s+/u).length >= MIN_WORDS;
  });
  const cutAt = tokens[at]?.start;
  if (cutAt === undefined) return [sentence];
  return [
    { ...sentence, end: tokens[at - 1]?.end ?? cutAt, tokens: tokens.slice(0, at) },
    { ...sentence, start: cutAt, tokens: tokens.slice(at) },
  ];
}
