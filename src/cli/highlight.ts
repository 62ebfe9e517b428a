import type { AnnotatedArticle } from '../text/annotated-article.ts';
import { grouped } from '../text/grouped.ts';
import { printable } from './printable.ts';

/** What is shown of a piece of text. */
type Kind = 'person' | 'organisation' | 'quote' | 'cue';

/** A piece of text with its kind; UTF-16 positions, end exclusive. */
interface Mark {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
}

/** How each kind looks: SGR codes where there are colours, signs around it where there are none. */
const LOOKS: Readonly<
  Record<Kind, { readonly codes: readonly number[]; readonly open: string; readonly close: string }>
> = {
  person: { codes: [1, 36], open: '[', close: ']' },
  organisation: { codes: [1, 35], open: '{', close: '}' },
  quote: { codes: [32], open: '«', close: '»' },
  cue: { codes: [4, 33], open: '_', close: '_' },
};
/** A piece of several kinds has the colour of the first of them. */
const KINDS: readonly Kind[] = ['person', 'organisation', 'cue', 'quote'];

const RESET = '\u001B[0m';

/** One line that says what the looks mean. */
export function highlightLegend(hasColour: boolean): string {
  return KINDS.map((kind) => decorated(kind, [kind], hasColour)).join('  ');
}

/**
 * The article's text with people, organisations, cues and quotes set off: in colours, or, where there are none, in
 * signs: `[person]`, `{organisation}`, `_cue_`, `«quote»`. Control characters are made visible; nothing else is changed.
 */
export function highlight(article: AnnotatedArticle, hasColour: boolean): string {
  const marks = marksOf(article);
  return hasColour ? coloured(article.text, marks) : signed(article.text, marks);
}

function marksOf({ entities, mentions, quotes }: AnnotatedArticle): Mark[] {
  const types = new Map(entities.map(({ key, type }) => [key, type]));
  const places = new Map<string, Mark>();
  const add = (
    kind: Kind,
    { utf16Start: start, utf16End: end }: { utf16Start: number; utf16End: number },
  ) => {
    // A group names several entities with the same words.
    if (end > start) places.set(`${kind} ${start} ${end}`, { kind, start, end });
  };
  for (const { entity, span } of mentions) add(types.get(entity) ?? 'person', span);
  for (const { spans, cueSpan } of quotes) {
    for (const span of spans) add('quote', span);
    if (cueSpan !== null) add('cue', cueSpan);
  }
  return [...places.values()];
}

/** Each stretch of text between two ends of marks has the looks of all the marks that it is in. */
function coloured(text: string, marks: readonly Mark[]): string {
  const ends = [...new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])];
  ends.sort((a, b) => a - b);
  const starting = grouped(marks, ({ start }) => start);
  let open: readonly Mark[] = [];
  let shown = '';
  for (const [index, at] of ends.entries()) {
    open = [...open.filter(({ end }) => end > at), ...(starting.get(at) ?? [])];
    const kinds = KINDS.filter((kind) => open.some((mark) => mark.kind === kind));
    shown += decorated(text.slice(at, ends[index + 1] ?? at), kinds, true);
  }
  return shown;
}

function decorated(text: string, kinds: readonly Kind[], hasColour: boolean): string {
  const [first] = kinds;
  if (first === undefined || text === '') return printable(text);
  const { codes, open, close } = LOOKS[first];
  if (!hasColour) return `${open}${printable(text)}${close}`;
  const isQuoted = kinds.includes('quote');
  const italic = isQuoted ? [3] : [];
  const begin = `\u001B[${[...codes, ...italic].join(';')}m`;
  // Colours that run over the end of a line colour the margin of some terminals.
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `${begin}${printable(line)}${RESET}`))
    .join('\n');
}

function signed(text: string, marks: readonly Mark[]): string {
  // At one place the inner marks close first, and the outer ones open first.
  const closing = grouped(
    marks.toSorted((a, b) => b.start - a.start),
    ({ end }) => end,
  );
  const opening = grouped(
    marks.toSorted((a, b) => b.end - a.end),
    ({ start }) => start,
  );
  const places = [...new Set([...closing.keys(), ...opening.keys()])].sort((a, b) => a - b);
  let shown = '';
  let from = 0;
  for (const at of places) {
    shown += printable(text.slice(from, at));
    shown += (closing.get(at) ?? []).map(({ kind }) => LOOKS[kind].close).join('');
    shown += (opening.get(at) ?? []).map(({ kind }) => LOOKS[kind].open).join('');
    from = at;
  }
  return shown + printable(text.slice(from));
}
