import type { SpannedText, TextSpan } from '../../kernel/text-span.ts';

/**
 * A mark that can end a sentence, the closing marks that belong to it (German closes with “ and «, French puts a space
 * before »), and white space (none in Chinese and Japanese).
 * The lookbehinds start a run of marks once only: a line of a million dots takes linear time.
 */
const CANDIDATE =
  /(?:(?<![.!?…؟۔।])[.!?…؟۔।]+[\p{Pe}\p{Pf}\p{Pi}"'*]*(?:[ \u00A0\u202F][»›](?=\s))?(\s+)|(?<![。！？])[。！？]+[\p{Pe}\p{Pf}]*(\s*))(?=\S)/gu;
const LAST_WORD = /[\p{L}\p{M}\p{N}.'’-]+$/u;

/** Written before a name, so that a sentence never ends after them. */
const BEFORE_NAMES = new Set(
  (
    'Adm Ald Amb Atty Brig Capt Cdr Cllr Cmdr Col Cpl Del Dr Fr Gen Gov Hon Lt Maj Mr Mrs Ms Msgr Mt Pfc Pres Prof Pvt Rep ' +
    'Reps Rev Sen Sens Sgt Spc St Ste Supt Vol vs Drs Hr Mme Mlle Sra'
  ).split(' '),
);

/** Written before a number. */
const BEFORE_NUMBERS = new Set(
  'No Nos p pp Fig Art Sec Ch Nr ca c Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec'.split(' '),
);

/** May end a sentence or stand inside one: the next word decides. */
const EITHER = new Set(
  'Inc Corp Co Ltd Jr Sr Bros etc al Ave Blvd Rd Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec'.split(' '),
);
const DOTTED = /^(?:\p{L}\.)+\p{L}$/u;
const INITIAL = /^\p{Lu}$/u;

/** Words that begin a sentence in capitals and no name. */
const OPENERS = new Set(
  (
    'A After All Although An And Another As At Because Before But By Despite During For From He Her His However I If In ' +
    'It Its Last Many Meanwhile More Most No Not Now On One Only Other Our She Since So Some Such That The Their Then ' +
    'There These They This Those Though To Under Until We What When Where While With You'
  ).split(' '),
);

/** A question or exclamation in quotation marks goes on with who said it: “Did we agree?” Roe asked. */
const CLOSED_QUESTION = /^[?!…]+[ \u00A0\u202F]?[\p{Pf}\p{Pi}"']/u;
const NAME_AND_CUE =
  /^(?:\p{Lu}[\p{L}\p{M}.'’-]*\s+){1,4}(?:said|says|asked|asks|added|adds|told|wrote|writes|replied|demanded|shouted|cried|exclaimed|tweeted)(?!\p{L})/u;

/**
 * The sentences of a block, in order, without overlap, white space only between them; closing marks stay with their
 * sentence. Abbreviations ("Gen.", "U.S."), initials, dates ("Jan. 6") and decimals do not end one.
 */
export function sentencesOf(spanned: SpannedText, block: TextSpan): TextSpan[] {
  const text = block.exact;
  const sentences: TextSpan[] = [];
  let start = 0;
  const push = (end: number, next: number) => {
    sentences.push(spanned.spanFromUtf16(block.utf16Start + start, block.utf16Start + end));
    start = next;
  };
  for (const match of text.matchAll(CANDIDATE)) {
    const next = match.index + match[0].length;
    const gap = match[1] ?? match[2] ?? '';
    const end = next - gap.length;
    if (
      isBoundary(
        text.slice(Math.max(start, match.index - MAX_WORD), match.index),
        match[0],
        text.slice(next, next + MAX_WORD),
      )
    )
      push(end, next);
  }
  if (start < text.length) push(text.length, text.length);
  return sentences;
}

/** As much as is looked at on each side of a mark, in UTF-16 units. */
const MAX_WORD = 40;

function isBoundary(before: string, mark: string, after: string): boolean {
  if (/^[。！？]/u.test(mark)) return true;
  const next = after.replace(/^(?:[\p{Ps}\p{Pi}"'¿¡]|[»›](?=[\p{L}\p{N}]))+/u, '');
  if (/^[\p{Ll}\p{P}]/u.test(next)) return false;
  if (CLOSED_QUESTION.test(mark) && NAME_AND_CUE.test(next)) return false;
  if (!/^\.\s/u.test(mark)) return true;
  const word = LAST_WORD.exec(before)?.[0] ?? '';
  if (BEFORE_NAMES.has(word)) return false;
  if (BEFORE_NUMBERS.has(word) && /^\p{N}/u.test(next)) return false;
  if (INITIAL.test(word) || DOTTED.test(word) || EITHER.has(word))
    return OPENERS.has(/^[\p{L}\p{M}]+/u.exec(next)?.[0] ?? '');
  return true;
}
