import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readTopics } from '../src/ingest/media-topics.ts';
import { readSeedDocument } from '../src/ingest/seed-document.ts';
import { type AnalyseOptions, analyse } from '../src/text/analyse.ts';
import type { AnnotatedArticle } from '../src/text/annotated-article.ts';
import { readPlainText } from '../src/text/read/plain.ts';
import { topicIndexOf } from '../src/text/topics/topic-index.ts';
import { calibrationOf, printedCalibration } from './calibration.ts';
import { type Corpus, openCorpus } from './corpus.ts';
import { judge } from './judge.ts';
import { predict } from './predict.ts';
import { readResults, regressions, TOLERANCE } from './results.ts';
import { scoreCorpus } from './score-corpus.ts';
import { scoreSeed } from './score-seed.ts';

const USAGE = `npm run eval -- [--misses N] [--write] [--check]
  --misses N  print N examples of what was missed (to the terminal only)
  --write     write the figures to eval/RESULTS.md
  --check     exit 1 when a figure is more than ${TOLERANCE} below eval/RESULTS.md`;
/** The article that speed is told in. */
const ARTICLE_WORDS = 400;
const MICROSECONDS = 1_000_000;
const RESULTS = 'eval/RESULTS.md';
const SEED = 'seeds/coas-centcom-chief-discuss-regional-security';

const { values } = parseArgs({
  options: {
    misses: { type: 'string', default: '0' },
    write: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

const options: AnalyseOptions = {
  topics: topicIndexOf(readTopics(readFileSync('seeds/iptc-media-topics.json', 'utf8')).topics),
};
const figures = new Map<string, number>();

const found = analyseBytes(readFileSync(`${SEED}.txt`));
const seed = scoreSeed(
  readSeedDocument(readFileSync(`${SEED}.yaml`, 'utf8'), readFileSync(`${SEED}.txt`), `${SEED}.yaml`).article,
  found,
);
figures.set('Seed: entities F1', seed.entityF1);
figures.set('Seed: mentions F1', seed.mentionF1);
console.log(
  `seed      entities F1 ${seed.entityF1}  mentions F1 ${seed.mentionF1}  quoted passages with speaker ${seed.quotedPassages}  affiliations ${seed.affiliations}  topics ${seed.topics}`,
);
if (Number(values.misses) > 0) for (const difference of seed.differences) console.log(`  ${difference}`);

const corpus = openCorpus(process.env['EVAL_DATA']);
if ('missing' in corpus) {
  // A checkout without the corpus is checked on the seed alone: the texts may not be given away with it.
  console.error(values.check ? `Not scored on the corpus. ${corpus.missing}` : corpus.missing);
  if (!values.check || values.write) process.exitCode = 1;
} else {
  const table = await evaluateCorpus(corpus);
  if (values.write) writeFileSync(RESULTS, resultsFile(table));
}

if (values.check) {
  if (!existsSync(RESULTS)) throw new Error(`${RESULTS} is not there: write it with --write.`);
  const before = readResults(RESULTS);
  const compared = 'missing' in corpus ? new Map([...before].filter(([name]) => figures.has(name))) : before;
  const worse = regressions(compared, figures);
  for (const sentence of worse) console.error(sentence);
  if (worse.length > 0) process.exitCode = 1;
  else
    console.log(
      `\n${compared.size} of ${before.size} figures compared, none fell by more than ${TOLERANCE}.`,
    );
}

function analyseBytes(bytes: Uint8Array): AnnotatedArticle {
  return analyse({ ...readPlainText(bytes), bytes }, options);
}

async function evaluateCorpus(data: Corpus): Promise<string> {
  const started = process.cpuUsage();
  const predictions = await predict(data.articles);
  const { user, system } = process.cpuUsage(started);
  const words = data.articles.reduce((sum, { text }) => sum + text.split(/\s+/u).length, 0);
  const rate = words / ARTICLE_WORDS / ((user + system) / MICROSECONDS);
  console.log(
    `speed     ${Math.round(rate)} articles of ${ARTICLE_WORDS} words a second of one core, from a cold start`,
  );
  const parts = [
    ['all', data.articles],
    ['even', data.articles.filter((_, index) => index % 2 === 0)],
    ['odd', data.articles.filter((_, index) => index % 2 === 1)],
  ] as const;
  for (const [name, articles] of parts) {
    const { quoted, indirect, report } = scoreCorpus(
      data,
      articles,
      predictions,
      name === 'all' ? Number(values.misses) : 0,
    );
    console.log(`\n${name} (${articles.length} articles)\n${report.trimEnd()}`);
    if (name !== 'all') continue;
    figures.set('Quoted passages: F1', quoted.f1);
    figures.set('Quoted passages: speaker accuracy', quoted.speaker);
    figures.set('Quoted passages: end-to-end F1', quoted.endToEnd);
    figures.set('Indirect speech: F1', indirect.f1);
    figures.set('Indirect speech: speaker accuracy', indirect.speaker);
    figures.set('Indirect speech: end-to-end F1', indirect.endToEnd);
  }
  const results = data.articles.map((article) => judge(article, predictions.get(article.id) ?? []));
  const judged = results.flatMap((result) => result.judged);
  const isQuoted = ({ quote }: (typeof judged)[number]) => quote.kind !== 'INDIRECT';
  const gold = results.reduce((sum, { goldCounts }) => sum + goldCounts.quoted, 0);
  const exact = judged.filter((one) => isQuoted(one) && one.isExact).length;
  figures.set(
    'Quoted passages: exact F1',
    Math.round((2000 * exact) / (gold + judged.filter(isQuoted).length)) / 10,
  );
  console.log(`\nquoted passages, exact to the letter: F1 ${figures.get('Quoted passages: exact F1')}`);
  const table = printedCalibration(calibrationOf(judged));
  console.log(`\n${table}`);
  return table;
}

function resultsFile(calibration: string): string {
  const rows = [...figures].map(([name, figure]) => `| ${name} | ${figure} |`).join('\n');
  return `<!-- Written by \`npm run eval -- --write\`. Do not edit. -->
# How well the text pipeline does

Measured on the 84 development articles of PolNeAR 1.0 (Newell, Margolin and Ruths, LREC 2018) and on the reviewed seed;
\`npm run eval -- --check\` fails when a figure falls by more than ${TOLERANCE}. A quoted passage counts when its span overlaps the
annotators' by 0.8 (indirect speech: 0.5), a speaker when it touches theirs; end to end, both.

| figure | per cent |
| --- | --- |
${rows}

On the seed, of what a person found: quoted passages with their speakers ${seed.quotedPassages}, affiliations ${seed.affiliations}, topics ${seed.topics}.

## Calibration

What the pipeline was how sure of, and how often words and speaker were both right.

${calibration}
`;
}
