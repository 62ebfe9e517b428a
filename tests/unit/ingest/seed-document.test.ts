import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { annotatedDocumentName, readSeedDocument } from '../../../src/ingest/seed-document.ts';

const DOCUMENT = `Council agrees on plan

“We agree,” said Jane Roe, the mayor of Springfield Council, in Springfield. She said that it had been reiterated.

“We agreed on it,” the mayor added. Roe left.

Read Mayor resigns over the plan

RELATED
`;

const ANNOTATIONS = `format: annotations@1
document: council.txt
status: DRAFT
article: { language: en }
people:
  roe: { name: Jane Roe, aliases: [Roe] }
organisations:
  council: { name: Springfield Council }
affiliations:
  roe-mayor: { person: roe, organisation: council, role: mayor }
topics:
  politics: { code: 'medtop:11000000', score: 1 }
blocks:
  - block: “We agree,”
    mentions:
      - { exact: Jane Roe, form: NAME, of: roe }
      - { exact: She, form: PRONOUN, of: roe }
    quotes:
      - key: agree
        kind: DIRECT
        spans: ['We agree,']
        cue: { exact: said, suffix: ' Jane' }
        speakerSpan: Jane Roe
        speakers: [roe]
        topics: [politics]
      - key: reiterated
        kind: INDIRECT
        spans: [it had been reiterated]
        cue: { exact: said, prefix: 'She ' }
        speakerSpan: She
        speakers: [roe]
    affiliations:
      - { exact: 'Jane Roe, the mayor of Springfield Council', says: roe-mayor, current: true }
    topics:
      politics: [mayor]
`;

const read = (annotations: string, document = DOCUMENT) =>
  readSeedDocument(annotations, new TextEncoder().encode(document), 'council.yaml');

/** The faults of a file in which `from` became `to`; `from` must be there. */
function faultsWith(from: string, to: string, document = DOCUMENT): string {
  expect(ANNOTATIONS).toContain(from);
  try {
    read(ANNOTATIONS.replace(from, to), document);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'no fault';
}

describe('a good file', () => {
  const { article, status } = read(ANNOTATIONS);

  test('gives the article with its status and what the document says of itself', () => {
    expect(status).toBe('DRAFT');
    expect(article.fields).toMatchObject({
      headline: 'Council agrees on plan',
      language: 'en',
      publishedAt: null,
      slug: null,
    });
    expect(article.source).toMatchObject({ mediaType: 'text/plain', reader: 'plain@1', metadata: {} });
    expect(new TextDecoder().decode(article.source.bytes)).toBe(article.text);
  });

  test('gives every fact the state at its top, or that of reviewed seeds', () => {
    expect(article.mentions[0]).toMatchObject({ review: 'CONFIRMED', confidence: 1, method: 'seed' });
    const suggested = read(
      ANNOTATIONS.replace(
        'people:',
        'facts: { review: SUGGESTED, confidence: 0.5, method: names@1 }\npeople:',
      ),
    );
    expect(suggested.article.quotes[0]).toMatchObject({
      review: 'SUGGESTED',
      confidence: 0.5,
      method: 'names@1',
    });
    const own = read(ANNOTATIONS.replace('form: NAME, of: roe }', 'form: NAME, of: roe, confidence: 0.7 }'));
    expect(own.article.mentions[0]).toMatchObject({ review: 'CONFIRMED', confidence: 0.7 });
  });

  test('takes words alone as whole words', () => {
    expect(article.quotes[1]?.spans[0]?.exact).toBe('it had been reiterated');
    expect(faultsWith('{ exact: She,', '{ exact: it,')).toBe('no fault');
  });

  test('joins the spans of a quote by one space', () => {
    const split = read(
      ANNOTATIONS.replace("['We agree,']", "['We agree,', { block: “We agreed, exact: 'We agreed on it,' }]"),
    );
    expect(split.article.quotes[0]?.text).toBe('We agree, We agreed on it,');
    expect(split.article.quotes[0]?.span.exact).toMatch(/^We agree,” said Jane Roe[\s\S]*We agreed on it,$/u);
  });

  test('names its document', () => {
    expect(annotatedDocumentName(ANNOTATIONS, 'council.yaml')).toBe('council.txt');
  });
});

describe('a faulty file is refused with line and reason', () => {
  test.each([
    [
      'words that are not in the document',
      'exact: She',
      'exact: They',
      'council.yaml:17: "They" is not in the PARAGRAPH block "“We agree,” said Jane Roe, the…", nor in any other',
    ],
    [
      'words of another block',
      'exact: She',
      'exact: Roe left',
      'council.yaml:17: "Roe left" is not in the PARAGRAPH block "“We agree,” said Jane Roe, the…"; it is in the PARAGRAPH block "“We agreed on it,” the mayor a…"',
    ],
    [
      'part of a word',
      'exact: She',
      'exact: reiter',
      'council.yaml:17: "reiter" is not in the PARAGRAPH block "“We agree,” said Jane Roe, the…"; it is a part of a longer word there',
    ],
    [
      'words with the wrong context',
      "suffix: ' Jane'",
      "suffix: ' John'",
      'council.yaml:22: "said" with this prefix and suffix is not in',
    ],
    [
      'words that stand twice',
      "{ exact: said, suffix: ' Jane' }",
      'said',
      'council.yaml:22: "said" stands 2 times in the PARAGRAPH block "“We agree,” said Jane Roe, the…": add a prefix or a suffix',
    ],
    [
      'a block that is not there',
      'block: “We agree,”',
      'block: They agree',
      'council.yaml:14: no block of the document begins with "They agree"',
    ],
    [
      'a block that is not told from another',
      'block: “We agree,”',
      'block: “We',
      'council.yaml:14: 2 blocks of the document begin with "“We": give more of its words',
    ],
    [
      'a link to another story',
      'block: “We agree,”',
      'block: Read Mayor',
      'council.yaml:14: the block "Read Mayor" is RELATED, and that gives no facts',
    ],
    [
      'furniture',
      'block: “We agree,”',
      'block: RELATED',
      'council.yaml:14: the block "RELATED" is FURNITURE, and that gives no facts',
    ],
    [
      'a span in a link to another story',
      "['We agree,']",
      '[{ block: Read Mayor, exact: Mayor }]',
      'council.yaml:21: the block "Read Mayor" is RELATED',
    ],
    [
      'a block listed twice',
      'blocks:',
      'blocks:\n  - block: “We agree,”',
      'council.yaml:15: this block is listed already',
    ],
    ['an unknown key', 'form: NAME', 'shape: x, form: NAME', 'council.yaml:16: unknown key "shape"'],
    [
      'an unknown key at the top',
      'status: DRAFT',
      'status: DRAFT\nstate: DRAFT',
      'council.yaml:4: unknown key "state"',
    ],
    ['a missing key', ', form: PRONOUN', '', 'council.yaml:17: form is missing'],
    [
      'an unknown enum value',
      'kind: INDIRECT',
      'kind: VERBATIM',
      'council.yaml:27: kind is "VERBATIM"; it must be one of DIRECT, INDIRECT, MIXED',
    ],
    [
      'an unknown status',
      'status: DRAFT',
      'status: LIVE',
      'council.yaml:3: status is "LIVE"; it must be one of DRAFT, PUBLISHED, WITHDRAWN',
    ],
    [
      'an unknown format',
      'annotations@1',
      'annotations@2',
      'council.yaml:1: format is "annotations@2"; it must be one of annotations@1',
    ],
    ['a number that is none', 'score: 1', 'score: 2', 'council.yaml:12: score is 2: '],
    [
      'a mention of nobody',
      'form: NAME, of: roe',
      'form: NAME, of: doe',
      'council.yaml:16: doe is not among people and organisations',
    ],
    [
      'a speaker who is nobody',
      'speakers: [roe]\n        topics',
      'speakers: [doe]\n        topics',
      'council.yaml:24: doe is not among people and organisations',
    ],
    [
      'an affiliation of an organisation',
      'person: roe',
      'person: council',
      'council.yaml:10: council is an organisation; a person must stand here',
    ],
    [
      'a receipt of nothing',
      'says: roe-mayor',
      'says: roe-chief',
      'council.yaml:33: roe-chief is not among the affiliations',
    ],
    [
      'an affiliation without a receipt',
      "- { exact: 'Jane Roe, the mayor of Springfield Council', says: roe-mayor, current: true }",
      '[]',
      'council.yaml:10: no block has a receipt that says roe-mayor',
    ],
    [
      'a quote on no topic',
      'topics: [politics]',
      'topics: [sport]',
      'council.yaml:25: sport is not among the topics',
    ],
    [
      'words for no topic',
      'politics: [mayor]',
      'sport: [mayor]',
      'council.yaml:35: sport is not among the topics',
    ],
    [
      'a topic that nothing earns',
      'politics: [mayor]',
      '{}',
      'council.yaml:12: no block has words that earn politics',
    ],
    [
      'a quote within nothing',
      'key: reiterated',
      'key: reiterated\n        within: denied',
      'council.yaml:27: denied is not among the quotes',
    ],
    [
      'a quote within itself',
      'key: reiterated',
      'key: reiterated\n        within: reiterated',
      'council.yaml:27: the quote reiterated stands, through others, in itself',
    ],
    [
      'a quote within one that does not hold it',
      'key: reiterated',
      'key: reiterated\n        within: agree',
      'council.yaml:27: the words of reiterated do not stand inside those of agree',
    ],
    [
      'a quote key given twice',
      'key: reiterated',
      'key: agree',
      "council.yaml:26: agree is another quote's key already",
    ],
    [
      'a quote given twice',
      'kind: INDIRECT\n        spans: [it had been reiterated]',
      "kind: INDIRECT\n        spans: ['We agree,']",
      'council.yaml:26: the quote reiterated has the same words as agree',
    ],
    [
      'a mention given twice',
      'exact: She, form: PRONOUN',
      'exact: Jane Roe, form: TITLE',
      'council.yaml:17: "Jane Roe" is a mention of roe already',
    ],
    [
      'a group of one',
      'form: PRONOUN',
      'form: GROUP',
      'council.yaml:17: a GROUP is of several, any other mention of one',
    ],
    [
      'a MIXED quote without marks',
      'kind: INDIRECT',
      'kind: MIXED',
      'council.yaml:26: a MIXED quote needs quotedSpans',
    ],
    [
      'quoted words outside the quote',
      'kind: INDIRECT',
      'kind: MIXED\n        quotedSpans: [Springfield Council]',
      'council.yaml:28: the quoted words "Springfield Council" are not inside the quote',
    ],
    [
      'quoted words of an INDIRECT quote',
      'kind: INDIRECT',
      'kind: INDIRECT\n        quotedSpans: [reiterated]',
      'council.yaml:28: a quote that is INDIRECT takes no quotedSpans: they are none',
    ],
    [
      'spans out of order',
      "['We agree,']",
      "[in, 'We agree,']",
      'council.yaml:21: "We agree," does not stand after the span before it',
    ],
    [
      'an identified speaker who is not named',
      '        speakers: [roe]\n        topics',
      '        topics',
      'council.yaml:19: the quote agree has no speakers',
    ],
    [
      'a speaker of an anonymous quote',
      'topics: [politics]',
      'attribution: ANONYMOUS',
      'council.yaml:25: the quote agree has speakers, so its attribution is IDENTIFIED',
    ],
    [
      'two affiliations that are one',
      '  roe-mayor:',
      '  roe-chief: { person: roe, organisation: council, role: mayor }\n  roe-mayor:',
      'council.yaml:11: roe-mayor says the same as roe-chief',
    ],
    [
      'a key of a person and an organisation',
      'council: {',
      'roe: { name: X }\n  council: {',
      "council.yaml:8: roe is a person's key already",
    ],
    [
      'an organisation that is its own parent',
      '{ name: Springfield Council }',
      '{ name: Springfield Council, parent: council }',
      'council.yaml:8: council is, through its parents, a part of itself',
    ],
    [
      'a publisher who is a person',
      'language: en',
      'language: en, publisher: roe',
      'council.yaml:4: roe is a person; an organisation must stand here',
    ],
    [
      'the same key twice',
      'status: DRAFT',
      'status: DRAFT\nstatus: DRAFT',
      'council.yaml:4: Map keys must be unique',
    ],
    ['broken YAML', 'people:', 'people: [', 'council.yaml:7: '],
  ])('%s', (_what, from, to, message) => {
    expect(faultsWith(from, to)).toContain(message);
  });

  test('a document that is no text', () => {
    expect(faultsWith('format', 'format', 'A\0B')).toContain(
      'council.yaml:2: The document has a NUL at byte offset 1',
    );
  });

  test('a document without a headline', () => {
    expect(faultsWith('format', 'format', DOCUMENT.replace('Council agrees on plan\n\n', ''))).toContain(
      'council.yaml:4: the document has no headline: give article.headline',
    );
  });

  test('a file whose aliases would fill the memory', () => {
    const levels = Array.from(
      { length: 9 },
      (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(9)}]`,
    );
    expect(() => read(['a0: &a0 [x]', ...levels].join('\n'))).toThrow('Excessive alias count');
  });

  test('an empty file', () => {
    expect(() => read('')).toThrow('council.yaml:1: ');
  });

  test('all faults are told at once, in the order of the lines', () => {
    const faulty = ANNOTATIONS.replace('status: DRAFT', 'status: LIVE')
      .replace('exact: She', 'exact: They')
      .replace('kind: INDIRECT', 'kind: VERBATIM')
      .replace('says: roe-mayor', 'says: roe-chief');
    expect(() => read(faulty)).toThrow(
      /^council\.yaml:3: .*\ncouncil\.yaml:10: .*\ncouncil\.yaml:17: .*\ncouncil\.yaml:27: .*\ncouncil\.yaml:33: .*$/u,
    );
  });
});

describe("the example in the seeds' README", () => {
  test('is read without a fault, and shows every section', () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/u.exec(readFileSync('seeds/README.md', 'utf8')) ?? [];
    const document =
      'Council agrees\n\n“We agree,” said Jane Roe, mayor of Springfield Council, who said no more.\n';
    const { article } = read(example, document);
    for (const facts of [article.mentions, article.quotes, article.affiliations, article.topics]) {
      expect(facts).not.toEqual([]);
    }
  });
});

describe('the seed', () => {
  const name = 'seeds/coas-centcom-chief-discuss-regional-security';
  const { article, status } = readSeedDocument(
    readFileSync(`${name}.yaml`, 'utf8'),
    readFileSync(`${name}.txt`),
    `${name}.yaml`,
  );

  test('is published, and silent on what the document does not say', () => {
    expect(status).toBe('PUBLISHED');
    expect(article.fields).toMatchObject({
      dateline: 'ISLAMABAD',
      bylines: [],
      publishedAt: null,
      publisher: null,
      sourceUrl: null,
    });
  });

  test('has 2 people, 13 organisations, 73 mentions, 11 quotes, 4 affiliations with 9 receipts and 3 topics', () => {
    expect({
      people: article.entities.filter(({ type }) => type === 'person').length,
      organisations: article.entities.filter(({ type }) => type === 'organisation').length,
      mentions: article.mentions.length,
      quotes: article.quotes.length,
      affiliations: article.affiliations.length,
      receipts: article.affiliations.flatMap(({ receipts }) => receipts).length,
      topics: article.topics.length,
    }).toEqual({
      people: 2,
      organisations: 13,
      mentions: 73,
      quotes: 11,
      affiliations: 4,
      receipts: 9,
      topics: 3,
    });
  });

  test('has five passages in quotation marks, each between its marks in the text', () => {
    const passages = article.quotes.flatMap((quote) => quote.quotedSpans.map((span) => ({ quote, span })));
    expect(passages.map(({ quote, span }) => [quote.kind, quote.speakers, span.exact.slice(0, 18)])).toEqual([
      ['DIRECT', ['ispr'], 'Both leaders were '],
      ['MIXED', ['ispr'], 'visiting dignitary'],
      ['MIXED', ['kurilla'], 'clear vision'],
      ['DIRECT', ['kurilla'], 'Just two weeks int'],
      ['DIRECT', ['kurilla'], 'The US and Pakista'],
    ]);
    for (const { span } of passages) {
      expect([span.prefix.at(-1), span.suffix.at(0)]).toEqual(['“', '”']);
    }
  });

  test('every speaker span is, or holds, a mention of each speaker', () => {
    for (const { speakers, speakerSpan } of article.quotes) {
      for (const speaker of speakers) {
        const inside = article.mentions.filter(
          ({ entity, span }) =>
            entity === speaker &&
            speakerSpan !== null &&
            span.start >= speakerSpan.start &&
            span.end <= speakerSpan.end,
        );
        expect(inside, speakerSpan?.exact).not.toEqual([]);
      }
    }
  });

  test("every topic of a quote is earned by words inside it, or by the report's own", () => {
    for (const quote of article.quotes) {
      for (const code of quote.topics) {
        const topic = article.topics.find((candidate) => candidate.code === code);
        const earned = topic?.spans.filter(
          ({ start, end }) => start >= quote.span.start && end <= quote.span.end,
        );
        expect(earned, `${quote.key}: ${code}`).not.toEqual([]);
      }
    }
  });

  test('every name and alias is a form that the text uses, and every named form is a name or an alias', () => {
    const rank = /^(?:General|Gen) /u;
    for (const { key, name, aliases } of article.entities) {
      for (const form of [name, ...aliases]) expect(article.text, key).toContain(form);
    }
    for (const { entity, form, span } of article.mentions) {
      if (form !== 'NAME' && form !== 'ALIAS') continue;
      const names = article.entities
        .filter(({ key }) => key === entity)
        .flatMap(({ name, aliases }) => [name, ...aliases]);
      expect(names).toContain(span.exact.replace(rank, ''));
    }
  });
});
