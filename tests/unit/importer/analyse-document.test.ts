import { expect, test } from 'vitest';
import { analyseDocument } from '../../../src/importer/analyse-document.ts';
import { topicIndexOf } from '../../../src/text/topics/topic-index.ts';

const SETTINGS = { topics: topicIndexOf([]), language: null, publisher: null };

function analysed(text: string) {
  const document = { name: 'long.txt', bytes: new TextEncoder().encode(text) };
  return analyseDocument(document, SETTINGS);
}

test('an article that would be one endless change is refused, and told how much is in it', () => {
  expect(analysed('“We will go,” said Anna Smith. '.repeat(6_000))).toEqual([
    {
      outcome: 'refused',
      name: 'long.txt',
      refusal: { code: 'BAD_USER_INPUT', message: expect.stringMatching(/1[12]\d{3} times.*10000 times/) },
    },
  ]);
  expect(analysed('“We will go,” said Anna Smith. '.repeat(100))).toMatchObject([{ outcome: 'analysed' }]);
});
