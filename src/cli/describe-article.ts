import type { AnnotatedArticle, AnnotatedEntity } from '../text/annotated-article.ts';
import { grouped } from '../text/grouped.ts';
import { printable } from './printable.ts';

/** How an article is shown. */
export interface DescriptionSettings {
  readonly hasColour: boolean;
  /** Names of topics by their code. */
  readonly topicNames: ReadonlyMap<string, string>;
}

type Style = 'title' | 'person' | 'organisation' | 'quote' | 'faint';

/** SGR codes: the same as in highlighted text. */
const CODES: Readonly<Record<Style, string>> = {
  title: '1',
  person: '1;36',
  organisation: '1;35',
  quote: '32',
  faint: '2',
};
/** Longest beginning of a block that is shown, in code points. */
const MAX_BLOCK = 96;

/** Everything that was found in an article, in lines for people; ends with a line feed. */
export function describeArticle(
  article: AnnotatedArticle,
  { hasColour, topicNames }: DescriptionSettings,
): string {
  const paint = (style: Style, text: string) =>
    hasColour && text !== '' ? `\u001B[${CODES[style]}m${shown(text)}\u001B[0m` : shown(text);
  const byKey = new Map(article.entities.map((entity) => [entity.key, entity]));
  const nameOf = (key: string) => paint(byKey.get(key)?.type ?? 'faint', byKey.get(key)?.name ?? key);
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Article', fieldLines(article, nameOf)],
    ['Blocks', article.blocks.map(({ kind, span }) => `${kind.padEnd(10)}  ${shown(beginning(span.exact))}`)],
    ['People', entityLines(article, 'person', nameOf)],
    ['Organisations', entityLines(article, 'organisation', nameOf)],
    [
      'Quotes',
      article.quotes.map((quote) => {
        const speakers = quote.speakers.map(nameOf).join(' and ');
        const who = speakers || (quote.speakerSpan === null ? 'nobody' : shown(quote.speakerSpan.exact));
        const for_ = quote.speakingFor === null ? '' : ` for ${nameOf(quote.speakingFor)}`;
        return `${sure(quote.confidence)}  ${quote.kind.padEnd(8)}  ${who}${for_} ${paint('faint', `(${quote.attribution})`)}: ${paint('quote', quote.text)}`;
      }),
    ],
    [
      'Affiliations',
      article.affiliations.map(({ person, organisation, role, from, to, receipts }) => {
        const years = from === null && to === null ? '' : `, ${from ?? ''}–${to ?? ''}`;
        const best = Math.max(...receipts.map(({ confidence }) => confidence));
        return `${sure(best)}  ${nameOf(person)}, ${role === null ? '' : `${shown(role)}, `}${nameOf(organisation)}${years}`;
      }),
    ],
    [
      'Topics',
      article.topics.map(
        ({ code, score, confidence, origin }) =>
          `${sure(confidence)}  ${shown(topicNames.get(code) ?? code)}  ${paint('faint', `${code}, score ${score.toFixed(2)}${origin === 'METADATA' ? ', came with the document' : ''}`)}`,
      ),
    ],
  ];
  return sections
    .map(([title, lines]) =>
      [
        paint('title', `${title}${title === 'Article' ? '' : ` (${lines.length})`}`),
        ...lines.map((line) => `  ${line}`),
        '',
      ].join('\n'),
    )
    .join('\n');
}

/** One line: a quote may run over several paragraphs, and a document must not steer the terminal. */
function shown(text: string): string {
  return printable(text).replace(/\s*\n\s*/gu, ' ');
}

function sure(confidence: number): string {
  return confidence.toFixed(2);
}

function beginning(text: string): string {
  const points = Array.from(text.slice(0, MAX_BLOCK * 2 + 2));
  return points.length > MAX_BLOCK ? `${points.slice(0, MAX_BLOCK).join('')}…` : text;
}

function fieldLines({ fields, source }: AnnotatedArticle, nameOf: (key: string) => string): string[] {
  const rows: readonly (readonly [string, string | null])[] = [
    ['headline', shown(fields.headline)],
    ['standfirst', fields.standfirst === null ? null : shown(fields.standfirst)],
    ['by', fields.bylines.length === 0 ? null : shown(fields.bylines.join('; '))],
    ['dateline', fields.dateline === null ? null : shown(fields.dateline)],
    ['published', fields.publishedAt?.toISOString() ?? null],
    ['modified', fields.modifiedAt?.toISOString() ?? null],
    ['publisher', fields.publisher === null ? null : nameOf(fields.publisher)],
    ['uri', fields.uri === null ? null : shown(fields.uri)],
    ['language', fields.language],
    ['reader', source.reader],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(10)}  ${value}`]));
}

function entityLines(
  { entities, mentions }: AnnotatedArticle,
  type: AnnotatedEntity['type'],
  nameOf: (key: string) => string,
): string[] {
  const mentionsByEntity = grouped(mentions, ({ entity }) => entity);
  return entities
    .filter((entity) => entity.type === type)
    .map(({ key, aliases }) => {
      const count = mentionsByEntity.get(key)?.length ?? 0;
      const also = aliases.length === 0 ? '' : `, also ${shown(aliases.join(', '))}`;
      return `${nameOf(key)}${also} (${count} ${count === 1 ? 'mention' : 'mentions'})`;
    });
}
