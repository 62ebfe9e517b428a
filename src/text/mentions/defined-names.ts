import type { ReadText } from '../grammar/read-sentences.ts';
import type { Sentence, Token } from '../grammar/token.ts';
import { BEFORE_OF, ORGANISATION_NOUNS } from '../lexicon/organisation-nouns.ts';
import { isAcronymOf } from './acronyms.ts';

/** Most tokens of a name that an acronym in brackets shortens. */
const MAX_NAME = 12;

/** Most names with the same first word: a text that has more is a list. */
const MAX_WITH_ONE_BEGINNING = 50;

/** "Ex-CIA", "then-FBI": what is put before a name to say that it is past. */
const TIME_PREFIX = /^(?:ex|then|former)-(?=\p{Lu})/iu;

/** Small words and marks inside a name. */
const JOINING = /^(?:,|&|of|the|and|for|in|on|to)$/u;

const ACRONYM = /^\p{Lu}[\p{L}&]{1,11}$/u;

/** Names that brackets define, as their words, by their first word. */
type DefinedNames = ReadonlyMap<string, readonly (readonly string[])[]>;

/**
 * Makes one piece of the words of each name that an acronym in brackets defines ("Centers for Disease Control and
 * Prevention (CDC)"), wherever it stands in the article, and cuts "Ex-CIA" before its name: capitals alone do not
 * tell where such names begin and end.
 */
export function joinDefinedNames({ sentences, inside }: ReadText): ReadText {
  const cutOuter = sentences.map(cut);
  const cutInner = inside.map(cut);
  const names = definedIn([...cutOuter, ...cutInner]);
  const join = <T extends Sentence>(sentence: T): T =>
    names.size === 0 ? sentence : { ...sentence, tokens: joined(sentence.tokens, names) };
  return { sentences: cutOuter.map(join), inside: cutInner.map(join) };
}

function cut<T extends Sentence>(sentence: T): T {
  // Hardly any sentence has one.
  if (!sentence.tokens.some(({ text }) => text.includes('-'))) return sentence;
  return { ...sentence, tokens: sentence.tokens.flatMap(cutPrefix) };
}

function definedIn(sentences: readonly Sentence[]): DefinedNames {
  const names = new Map<string, string[][]>();
  for (const { tokens } of sentences) {
    tokens.forEach((_, at) => {
      const from = definedBefore(tokens, at);
      const first = from === null ? undefined : tokens[from];
      if (from === null || first === undefined) return;
      const name = tokens.slice(from, at).map(({ text }) => text);
      const known = names.get(first.text) ?? [];
      names.set(first.text, known);
      if (known.length < MAX_WITH_ONE_BEGINNING && !known.some((other) => other.join(' ') === name.join(' ')))
        known.push(name);
    });
  }
  return names;
}

function cutPrefix(token: Token): Token[] {
  const prefix = token.passage === null ? TIME_PREFIX.exec(token.text)?.[0] : undefined;
  if (prefix === undefined) return [token];
  const { start, text, lower } = token;
  const middle = start + prefix.length;
  return [
    { ...token, end: middle, text: prefix, lower: lower.slice(0, prefix.length), tag: 'adverb' },
    {
      ...token,
      start: middle,
      text: text.slice(prefix.length),
      lower: lower.slice(prefix.length),
      tag: 'name',
    },
  ];
}

/**
 * Where the name begins that the bracket at a token shortens; null where no bracket is, or where the words before are
 * not made of its letters.
 */
function definedBefore(tokens: readonly Token[], bracket: number): number | null {
  const acronym = tokens[bracket + 1]?.text ?? '';
  if (tokens[bracket]?.text !== '(' || tokens[bracket + 2]?.text !== ')' || !ACRONYM.test(acronym))
    return null;
  for (let from = bracket - 1; from >= Math.max(0, bracket - MAX_NAME); from -= 1) {
    const token = tokens[from];
    if (token === undefined || token.passage !== null) return null;
    if (JOINING.test(token.text)) continue;
    if (!/^\p{Lu}/u.test(token.text) || token.text === 'The') return null;
    const name = tokens.slice(from, bracket).map(({ text }) => text);
    // Where all words have capitals, those find the name.
    if (isAcronymOf(acronym, name.join(' ')))
      return name.some((word) => JOINING.test(word)) ? headBefore(tokens, from) : null;
  }
  return null;
}

/** "Department of" before "Health and Human Services (HHS)": the acronym leaves out what kind of body it is. */
function headBefore(tokens: readonly Token[], from: number): number {
  const of = tokens[from - 1]?.lower === 'the' ? from - 2 : from - 1;
  return tokens[of]?.lower === 'of' && BEFORE_OF.test(tokens[of - 1]?.text ?? '') ? of - 1 : from;
}

/** The nouns that say what kind of body it is stay words of their own: the name is classified by them. */
function joined(tokens: readonly Token[], names: DefinedNames): Token[] {
  const result: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const name = names.get(token.text)?.find((words) => isAt(words, tokens, at));
    const end = at + (name?.length ?? 1);
    const last = ORGANISATION_NOUNS.has(tokens[end - 1]?.text ?? '') ? end - 1 : end;
    const first = firstJoined(tokens, at, last);
    result.push(...tokens.slice(at, first), ...oneOf(tokens.slice(first, last)), ...tokens.slice(last, end));
    at = end - 1;
  }
  return result;
}

function isAt(words: readonly string[], tokens: readonly Token[], at: number): boolean {
  return words.every((word, offset) => tokens[at + offset]?.text === word);
}

function firstJoined(tokens: readonly Token[], at: number, last: number): number {
  if (last - at < 3 || tokens[at + 1]?.lower !== 'of' || !BEFORE_OF.test(tokens[at]?.text ?? '')) return at;
  return tokens[at + 2]?.lower === 'the' ? at + 3 : at + 2;
}

function oneOf(tokens: readonly Token[]): Token[] {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined || tokens.length === 1) return [...tokens];
  const text = tokens
    .map((token, at) => (token.start > (tokens[at - 1]?.end ?? token.start) ? ` ${token.text}` : token.text))
    .join('');
  return [{ start: first.start, end: last.end, text, lower: text.toLowerCase(), tag: 'name', passage: null }];
}
