import type { Sentence } from '../grammar/token.ts';
import { beforeOrganisation } from './before-organisation.ts';
import { behindPerson } from './behind-person.ts';
import { besideOrganisation, titled } from './beside-organisation.ts';
import type { KnownNames } from './known-names.ts';
import { officeAt } from './offices.ts';
import type { Placed, Statement } from './statement.ts';

/** Every statement of an affiliation in a sentence, in its order. */
export function statementsOf(sentence: Sentence, known: KnownNames): Statement[] {
  const placed = placedIn(sentence, known);
  const statements = placed.flatMap((here, index) =>
    here.entity.type === 'organisation'
      ? [...beforeOrganisation(sentence, here, placed), ...besideOrganisation(sentence, here, placed)]
      : behindPerson(sentence, here, placed.slice(index + 1)),
  );
  const nouns = byCommonNoun(sentence, known, placed);
  return [...statements, ...nouns].toSorted((a, b) => a.range.start - b.range.start);
}

function placedIn({ tokens, start, end }: Sentence, { entityOf, nameAt }: KnownNames): Placed[] {
  const placed: Placed[] = [];
  tokens.forEach((token, from) => {
    const mention = token.passage === null ? nameAt.get(token.start) : undefined;
    if (mention === undefined || mention.range.start < start || mention.range.end > end) return;
    const to = tokens.findIndex((other, index) => index >= from && other.end === mention.range.end) + 1;
    const entity = entityOf.get(mention.entity);
    if (to > 0 && entity !== undefined) placed.push({ mention, entity, from, to });
  });
  return placed;
}

/** "the army chief", where only one army is named. */
function byCommonNoun(
  sentence: Sentence,
  { bodyByNoun, entityOf, nameOf }: KnownNames,
  placed: readonly Placed[],
): Statement[] {
  const { tokens } = sentence;
  const statements: Statement[] = [];
  tokens.forEach((token, at) => {
    const entity = entityOf.get(bodyByNoun.get(token.lower) ?? '');
    if (entity === undefined || tokens[at - 1]?.tag !== 'determiner') return;
    if (placed.some(({ from, to }) => from <= at && at < to)) return;
    const office = officeAt(tokens, at + 1);
    const mention = nameOf.get(entity.key);
    if (office === null || office.to - office.from > 1 || mention === undefined) return;
    const noun = { start: token.start, end: token.end };
    statements.push(titled(sentence, { mention, entity, from: at, to: at + 1 }, office, placed, at, noun));
  });
  return statements;
}
