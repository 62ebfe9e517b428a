import type { Sentence } from '../grammar/token.ts';
import { grouped } from '../grouped.ts';
import { STATE_BY_NAME } from '../lexicon/states.ts';
import type { ResolvedMention } from '../resolve/entity.ts';
import { isGenericRole, isTopRole, officeAt } from './offices.ts';
import type { Statement } from './statement.ts';

/** An affiliation with every statement of it. */
export interface FoundAffiliation {
  readonly person: string;
  readonly organisation: string;
  readonly role: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly statements: readonly Statement[];
}

/** Affiliations, and the mentions that offices and descriptions make of their holders. */
export interface HeldOffices {
  readonly affiliations: readonly FoundAffiliation[];
  readonly mentions: readonly ResolvedMention[];
}

/** How sure it is that an office alone means the one person who is said to hold it, and a description likewise. */
const CONFIDENCE = { title: 0.85, description: 0.7, noun: 0.8 };

/** Most statements of one organisation that an office is compared with: a text that has more is a list. */
const MAX_COMPARED = 50;

/** Gives offices without a name to who is said to hold them, and groups what says the same. */
export function holdOffices(statements: readonly Statement[], sentences: readonly Sentence[]): HeldOffices {
  const named = grouped(
    statements.filter(({ person }) => person !== null),
    ({ organisation }) => organisation,
  );
  const bound = statements.flatMap((statement) => {
    const inSame = (named.get(statement.organisation) ?? []).slice(0, MAX_COMPARED);
    const person = statement.person ?? holderOf(statement, inSame);
    return person === null ? [] : [{ ...statement, person, role: specificRole(statement, person, inSame) }];
  });
  const affiliations = [
    ...grouped(bound, ({ person, organisation, role }) =>
      JSON.stringify([person, organisation, role]),
    ).values(),
  ].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    return [
      {
        person: first.person,
        organisation: first.organisation,
        role: first.role,
        from: same.find(({ from }) => from !== null)?.from ?? null,
        to: same.find(({ to }) => to !== null)?.to ?? null,
        statements: same,
      },
    ];
  });
  return { affiliations, mentions: [...bound.flatMap(mentionsOf), ...describedHolders(sentences, bound)] };
}

/** The one person who is said, by name, to hold the office of a title that stands alone. */
function holderOf({ role }: Statement, named: readonly Statement[]): string | null {
  const holders = new Set(
    named.flatMap((other) => {
      if (other.person === null || other.isCurrent === false || other.role === null || role === null)
        return [];
      const isSame = other.role === role || (isGenericRole(role) && isTopRole(other.role));
      return isSame ? [other.person] : [];
    }),
  );
  const [only] = holders;
  return holders.size === 1 && only !== undefined ? only : null;
}

/** "chief" of an organisation whose commander the person is says the same affiliation. */
function specificRole({ role }: Statement, person: string, named: readonly Statement[]): string | null {
  if (role === null || !isGenericRole(role)) return role;
  const specific = named.find(
    (other) =>
      other.person === person && other.role !== null && !isGenericRole(other.role) && isTopRole(other.role),
  );
  return specific?.role ?? role;
}

function mentionsOf({
  person,
  organisation,
  title,
  organisationNoun,
}: Statement & { readonly person: string }): ResolvedMention[] {
  const mentions: ResolvedMention[] = [];
  if (title !== null)
    mentions.push({ entity: person, form: 'TITLE', range: title, confidence: CONFIDENCE.title });
  if (organisationNoun !== null)
    mentions.push({
      entity: organisation,
      form: 'DESCRIPTION',
      range: organisationNoun,
      confidence: CONFIDENCE.noun,
    });
  return mentions;
}

/** "the senior US military commander": an office with a state's name, where one person of that state's body holds it. */
function describedHolders(
  sentences: readonly Sentence[],
  bound: readonly (Statement & { readonly person: string })[],
): ResolvedMention[] {
  const byRole = grouped(
    bound.filter(({ isCurrent }) => isCurrent !== false),
    ({ role }) => role,
  );
  if (byRole.size === 0) return [];
  return sentences.flatMap(({ tokens }) =>
    tokens.flatMap((token, at) => {
      if (!STATE_BY_NAME.has(token.text)) return [];
      const office = officeAt(tokens, at + 1);
      if (office === null || tokens[office.to]?.tag === 'name') return [];
      const noun = tokens[office.to - 1]?.lower ?? '';
      const holders = new Set((byRole.get(noun) ?? []).slice(0, MAX_COMPARED).map(({ person }) => person));
      const [only] = holders;
      if (holders.size !== 1 || only === undefined) return [];
      let from = at;
      while (
        from > 0 &&
        (tokens[from - 1]?.tag === 'noun' ||
          tokens[from - 1]?.tag === 'determiner' ||
          (from === 1 && tokens[0]?.tag === 'name'))
      )
        from -= 1;
      return [
        {
          entity: only,
          form: 'DESCRIPTION' as const,
          range: { start: tokens[from]?.start ?? 0, end: tokens[office.to - 1]?.end ?? 0 },
          confidence: CONFIDENCE.description,
        },
      ];
    }),
  );
}
