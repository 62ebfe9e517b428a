import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTopics } from '../../../src/ingest/media-topics.ts';
import { topicIndexOf } from '../../../src/text/topics/topic-index.ts';
import { analysed } from '../../support/analysed.ts';

const scheme = readTopics(readFileSync('seeds/iptc-media-topics.json', 'utf8'));
const topics = topicIndexOf(scheme.topics);
const codeOf = (name: string) =>
  scheme.topics.find((topic) => topic.name === name && topic.retiredAt === null)?.code;

test('a topic has the words that earned it', () => {
  const found = analysed('Flood closes bridge\n\nThe flood closed the bridge. Floods are common there.', {
    topics,
  }).topics;
  expect(found.map(({ code, spans }) => [code, spans.map(({ exact }) => exact)])).toContainEqual([
    codeOf('flood'),
    ['Flood', 'flood', 'Floods'],
  ]);
});

test('British spelling earns what American spelling does', () => {
  const codes = (text: string) => analysed(text, { topics }).topics.map(({ code }) => code);
  expect(codes('Defence talks\n\nThe defence plan was good for defence.')).toEqual(
    codes('Defense talks\n\nThe defense plan was good for defense.'),
  );
});

test('retired topics are never given', () => {
  const retired = scheme.topics.filter(({ retiredAt }) => retiredAt !== null);
  const found = analysed(retired.map(({ name }) => `${name}. ${name}. ${name}.`).join('\n\n'), {
    topics,
  }).topics;
  const codes = new Set(retired.map(({ code }) => code));
  expect(found.filter(({ code }) => codes.has(code))).toEqual([]);
});

test('a quote’s topics are those that its own words earn', () => {
  const { quotes } = analysed(
    'Flood and crime\n\n“The flood closed the bridge,” Jane Roe said. John Doe said that crime had risen.',
    { topics },
  );
  expect(quotes.map((quote) => quote.topics)).toEqual([[codeOf('flood')], [codeOf('crime')]]);
});

const codesIn = (text: string) => analysed(text, { topics }).topics.map(({ code }) => code);

const HEALTH_BODY = 'medtop:20000463';

test('words of a longer name earn no topic', () => {
  const text = 'The World Health Organization met. Then the World Health Organization left.';
  expect(codesIn(`${text}\n\n${text}`)).not.toContain(HEALTH_BODY);
  const small = 'The new health organisation met. Then the health organisation left.';
  expect(codesIn(`${small}\n\n${small}`)).toContain(HEALTH_BODY);
});

test('a word with several meanings earns its topic only as a noun', () => {
  const said = (words: string) => codesIn(`${words}\n\n${words}\n\n${words}`);
  expect(said('It is fine. Jane Roe had a fine day, and all was fine.')).not.toContain(
    codeOf('fine (penalty)'),
  );
  expect(said('Jane Roe paid a fine. The fine was high, and fines are common.')).toContain(
    codeOf('fine (penalty)'),
  );
});
