import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import type { Attribution } from '../database/generated/enums.ts';
import { parseGlobalId } from '../kernel/global-id.ts';
import type { InputCheck } from './input-check.ts';
import { MAX_PARTS } from './quote.types.ts';
import { refuse } from './refusal.ts';

/** A person or an organisation; exactly one UUID is set. */
export interface EntityKeys {
  readonly personId: string | null;
  readonly organisationId: string | null;
}

const NOBODY: EntityKeys = { personId: null, organisationId: null };

/** Who speaks to whom, looked over; undefined: it stays as it is. */
export interface ParsedAttribution {
  readonly speakers: readonly EntityKeys[];
  readonly attribution: Attribution;
  readonly speakingForId: string | null | undefined;
  readonly addressee: EntityKeys | undefined;
}

/** What an input says of who speaks. */
interface AttributionInput {
  readonly speakers?: readonly string[] | null;
  readonly attribution?: Attribution | null;
  readonly speakingFor?: string | null;
  readonly addressee?: string | null;
}

/** Looks over who speaks; a quote is IDENTIFIED where it has speakers, and only there. */
export function parseAttribution(input: AttributionInput, check: InputCheck): ParsedAttribution {
  const { speakers: given, attribution, speakingFor, addressee } = input;
  const speakers = given ?? [];
  if (speakers.length > MAX_PARTS)
    check.fault(['speakers'], UserErrorCode.TOO_LONG, `There are more than ${MAX_PARTS} speakers.`);
  for (const [position, id] of speakers.entries()) {
    if (speakers.indexOf(id) !== position)
      check.fault(['speakers', String(position)], UserErrorCode.NOT_UNIQUE, `${id} is given twice.`);
  }
  const implied = speakers.length > 0 ? 'IDENTIFIED' : 'UNATTRIBUTED';
  if (attribution && (attribution === 'IDENTIFIED') !== (implied === 'IDENTIFIED')) {
    check.fault(
      ['attribution'],
      UserErrorCode.INVALID,
      'A quote is IDENTIFIED where it has speakers, and only there.',
    );
  }
  return {
    speakers: speakers.map((id, position) => entityKeys(check, ['speakers', String(position)], id)),
    attribution: attribution ?? implied,
    speakingForId:
      speakingFor === undefined ? undefined : check.optionalId(['speakingFor'], speakingFor, 'organisation'),
    addressee:
      addressee === undefined
        ? undefined
        : addressee === null
          ? NOBODY
          : entityKeys(check, ['addressee'], addressee),
  };
}

/** The person or the organisation that a public id names; anything else is a fault. */
export function entityKeys(check: InputCheck, path: readonly string[], id: string): EntityKeys {
  const uuid = check.id(path, id, 'person', 'organisation');
  return parseGlobalId(id)?.prefix === 'organisation'
    ? { personId: null, organisationId: uuid }
    : { personId: uuid, organisationId: null };
}

/** Refuses the first entity that is not there, with NOT_FOUND, or was merged into another, with WRONG_STATE. */
export async function refuseUnknown(
  transaction: Transaction,
  entities: readonly { readonly keys: EntityKeys; readonly path: readonly string[] }[],
): Promise<void> {
  for (const { keys, path } of entities) {
    const { personId, organisationId } = keys;
    if (personId === null && organisationId === null) continue;
    const select = { mergedIntoId: true } as const;
    const found =
      personId === null
        ? await transaction.organisation.findUnique({ where: { id: organisationId ?? '' }, select })
        : await transaction.person.findUnique({ where: { id: personId }, select });
    if (found === null) return refuse(path, UserErrorCode.NOT_FOUND, 'There is nobody with this id.');
    if (found.mergedIntoId !== null) {
      const other = `${personId === null ? 'organisation' : 'person'}_${found.mergedIntoId}`;
      refuse(path, UserErrorCode.WRONG_STATE, `It was merged into ${other}: name that one.`);
    }
  }
}

/** Every entity that an attribution names, with its place in the input. */
export function entitiesOf({ speakers, speakingForId, addressee }: ParsedAttribution) {
  return [
    ...speakers.map((keys, position) => ({ keys, path: ['speakers', String(position)] })),
    { keys: { personId: null, organisationId: speakingForId ?? null }, path: ['speakingFor'] },
    { keys: addressee ?? NOBODY, path: ['addressee'] },
  ];
}
