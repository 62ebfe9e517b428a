import { collect, readFileChunks } from '../documents/read-bytes.ts';
import type { TopicRecord } from '../ingest/media-topics.ts';
import { AppError } from '../kernel/app-error.ts';
import { MAX_DOCUMENT_BYTES } from '../kernel/document-limit.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';
import type { CommandOptions, ExitCode, Input, ProcessCommand, ProcessCommandContext } from './command.ts';
import { printable } from './printable.ts';

export const analyseCommand: ProcessCommand = {
  kind: 'process',
  name: 'analyse',
  summary: 'Print who says what in a document: people, organisations, quotes, affiliations, topics.',
  details: `Reads FILE, or standard input (FILE is - or left out): plain text, HTML, ninjs, NewsML-G2, RSS, Atom. Uses no
database and writes nothing. Exits 1 where a document, or an item of it, cannot be read.

  --format text        readable lines (the default), in colours on a terminal (NO_COLOR: none)
           json        one JSON object: { name, items }
           jsonl       reads lines { "id", "text" } and writes a line for each: { id, quotes, entities, affiliations,
                       topics }, positions in code points of the text
  --language TAG       the language (BCP 47) of documents that do not say theirs`,
  options: { format: { type: 'string', default: 'text' }, language: { type: 'string' } },
  formats: ['text', 'json', 'jsonl'],
  operands: { name: 'FILE', min: 0, max: 1 },
  run: analyseAndPrint,
};

const STANDARD_INPUT = '-';

async function analyseAndPrint(
  { format, language }: CommandOptions,
  context: ProcessCommandContext,
): Promise<ExitCode> {
  const [name = STANDARD_INPUT] = context.operands;
  const { languageOf } = await import('../text/read/field-values.ts');
  const tag = typeof language === 'string' ? languageOf(language) : null;
  if (language !== undefined && tag === null) {
    context.stderr.write(
      `--language is ${JSON.stringify(language)}; it must be a BCP 47 tag, such as en or pt-BR.\n`,
    );
    return 2;
  }
  const [{ mediaTopics }, { topicIndexOf }] = await Promise.all([
    import('./media-topics-file.ts'),
    import('../text/topics/topic-index.ts'),
  ]);
  const topics = await mediaTopics();
  const options = { topics: topicIndexOf(topics), ...(tag !== null && { language: tag }) };
  const input = name === STANDARD_INPUT ? context.stdin : readFileChunks(name);
  if (format === 'jsonl') {
    const { analyseLines } = await import('./analyse-lines.ts');
    return analyseLines(named(name), input, options, context);
  }
  const items = await analysedItems(name, input, options);
  if (format === 'json') context.stdout.write(`${JSON.stringify({ name, items: items.map(asJson) })}\n`);
  else await describe(items, topics, context);
  for (const item of items) {
    if (item.outcome === 'refused')
      context.stderr.write(`${named(name, item.place)}: ${printable(item.error.message)}\n`);
  }
  return items.every(({ outcome }) => outcome === 'analysed') ? 0 : 1;
}

type AnalysedItem =
  | { readonly outcome: 'analysed'; readonly place: string | null; readonly article: AnnotatedArticle }
  | { readonly outcome: 'refused'; readonly place: string | null; readonly error: AppError };

/** The readers are loaded here, because `--format jsonl` needs none of them. */
async function analysedItems(
  name: string,
  input: Input,
  options: Parameters<typeof import('../text/analyse.ts').analyse>[1],
): Promise<AnalysedItem[]> {
  const [{ readDocument }, { refused }, { analyse }] = await Promise.all([
    import('../text/read/read-document.ts'),
    import('../text/read/refused.ts'),
    import('../text/analyse.ts'),
  ]);
  try {
    const bytes = await collect(input, MAX_DOCUMENT_BYTES);
    const document = name === STANDARD_INPUT ? { bytes } : { bytes, name };
    return readDocument(document).map((read) => {
      const { place, outcome } = read;
      if (outcome === 'refused') return read;
      return outcome === 'read'
        ? { outcome: 'analysed', place, article: analyse(read.item, options) }
        : { outcome: 'refused', place, error: refused('is cancelled, and has no text') };
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [{ outcome: 'refused', place: null, error }];
  }
}

async function describe(
  items: readonly AnalysedItem[],
  topics: readonly TopicRecord[],
  { stdout, hasColour }: ProcessCommandContext,
): Promise<void> {
  const { describeArticle } = await import('./describe-article.ts');
  const topicNames = new Map(topics.map(({ code, name }) => [code, name]));
  for (const item of items) {
    if (item.outcome === 'refused') continue;
    if (item.place !== null) stdout.write(`=== ${item.place}\n\n`);
    stdout.write(`${describeArticle(item.article, { hasColour, topicNames })}\n`);
  }
}

/** Everything that was found, without the document's own bytes. */
function asJson(item: AnalysedItem): unknown {
  const { outcome, place } = item;
  if (item.outcome === 'refused')
    return { outcome, place, code: item.error.code, message: item.error.message };
  const { source, ...found } = item.article;
  const { bytes, ...described } = source;
  return { outcome, place, ...found, source: { ...described, byteLength: bytes.length } };
}

/** What messages call a document. */
function named(name: string, place: string | null = null): string {
  const document = name === STANDARD_INPUT ? 'standard input' : printable(name);
  return place === null ? document : `${document}, ${place}`;
}
