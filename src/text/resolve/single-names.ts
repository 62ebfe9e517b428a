import { cueFormsOf } from '../lexicon/cue-verbs.ts';
import { COLLECTIVE_NOUNS } from '../lexicon/people-nouns.ts';
import { mentionOf, type NamedRun } from '../mentions/find-names.ts';
import type { NameMention } from '../mentions/mention.ts';
import type { WordForms } from '../mentions/name-runs.ts';

/** Single names that repeat a full one, or speak: "Kurilla had said". */
export function singleNames(
  rest: readonly NamedRun[],
  certain: readonly NameMention[],
  forms: WordForms,
): NameMention[] {
  const people = certain.filter(({ type }) => type === 'person');
  const full = people.filter(({ name }) => name.includes(' '));
  const surnames = new Set(people.map(({ name }) => name.split(' ').at(-1) ?? ''));
  const given = new Set(full.map(({ name }) => name.split(' ')[0] ?? ''));
  return rest.flatMap((run) => {
    if (run.type !== 'unknown' || run.tokens.length !== 1) return [];
    if (surnames.has(run.name))
      return isModifier(run)
        ? [mentionOf(run, 'person', 'NAME', SURNAME_BEFORE_NOUN)]
        : [mentionOf(run, 'person', 'NAME', SURNAME)];
    if (given.has(run.name)) return [mentionOf(run, 'person', 'NAME', GIVEN_NAME)];
    return speaks(run, forms) ? [mentionOf(run, 'person', 'NAME', LONE_SPEAKER)] : [];
  });
}

/** How far a single name is believed, by what else stands in the text. */
const SURNAME = 0.95;

const SURNAME_BEFORE_NOUN = 0.85;

const GIVEN_NAME = 0.85;

const LONE_SPEAKER = 0.6;

function isModifier({ sentence, to }: NamedRun): boolean {
  return sentence.tokens[to]?.tag === 'noun';
}

function speaks({ sentence, from, to, kind, name }: NamedRun, { capitalised }: WordForms): boolean {
  if (!capitalised.has(name) || COLLECTIVE_NOUNS.has(name.toLowerCase())) return false;
  if (
    kind !== null ||
    sentence.tokens[from - 1]?.tag === 'determiner' ||
    sentence.tokens[from - 1]?.tag === 'preposition'
  )
    return false;
  const next = sentence.tokens[to];
  return (
    next?.tag === 'verb' &&
    cueFormsOf(next.lower).some(
      ({ cueClass, form }) => cueClass.name === 'say' && (form === 'past' || form === 'thirdPerson'),
    )
  );
}
