import { expect, test } from 'vitest';
import { answerOf } from '../../../src/cache/answer.ts';

const ids = Array.from(
  { length: 500 },
  (_, number) => `01920000-0000-7000-8000-${String(number).padStart(12, '0')}`,
);

test('the Cache-Tag header has every tag while it is short, and 2,000 bytes at most', () => {
  const few = answerOf('{}', new Set(ids.slice(0, 3).map((id) => `person:${id}`)));
  expect(few.cacheTag).toBe(
    ids
      .slice(0, 3)
      .map((id) => `person:${id}`)
      .join(),
  );
  const many = answerOf('{}', new Set([...ids.map((id) => `article:${id}+`), `topic:${ids[0]}`]));
  expect(many.cacheTag).toBe(`article+,topic:${ids[0]}`);
});

test('the ETag is the same for the same bytes alone', () => {
  const tagOf = (text: string) => answerOf(text, new Set()).etag;
  expect(tagOf('{"data":{"a":1}}')).toBe(tagOf('{"data":{"a":1}}'));
  expect(tagOf('{"data":{"a":1}}')).not.toBe(tagOf('{"data":{"a":2}}'));
});
