import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { type AffiliationKey, findOrLockAffiliation } from '../ingest/affiliations.ts';
import { newId } from '../kernel/new-id.ts';
import type { AddAffiliationInput } from './add-facts.types.ts';
import type { InputCheck } from './input-check.ts';

/** An affiliation as an editor says it, looked over; a date that is null stays as the record has it. */
interface SaidAffiliation extends AffiliationKey {
  readonly from: string | null;
  readonly to: string | null;
}

/** As the record writes partial dates; whether a month has a 31st is not asked. */
const PARTIAL_DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;

/** Looks an affiliation over. */
export function parseAffiliation(
  { person, organisation, role, from, to }: AddAffiliationInput,
  check: InputCheck,
): SaidAffiliation {
  const said = {
    personId: check.id(['person'], person, 'person'),
    organisationId: check.id(['organisation'], organisation, 'organisation'),
    role: check.optionalLine(['role'], role),
    from: partialDate(check, 'from', from),
    to: partialDate(check, 'to', to),
  };
  if (isBefore(said.to, said.from)) check.fault(['to'], UserErrorCode.INVALID, 'It ends before it begins.');
  return said;
}

function partialDate(check: InputCheck, name: string, date: string | null | undefined): string | null {
  if (date === null || date === undefined || PARTIAL_DATE.test(date)) return date ?? null;
  check.fault([name], UserErrorCode.INVALID, `${name} is no date such as 2022, 2022-12 or 2022-12-09.`);
  return null;
}

/** Whether one date is before another, as far as both are told. */
function isBefore(date: string | null, other: string | null): boolean {
  if (date === null || other === null) return false;
  const known = Math.min(date.length, other.length);
  return date.slice(0, known) < other.slice(0, known);
}

/** The UUID of the affiliation of this person, organisation and role, which is made where it is new, and has the dates that are given from then on. */
export async function affiliationId(
  transaction: Transaction,
  { from, to, ...key }: SaidAffiliation,
): Promise<string> {
  const dates = { ...(from !== null && { from }), ...(to !== null && { to }) };
  const known = await findOrLockAffiliation(transaction, key);
  if (known === undefined) {
    const id = newId();
    await transaction.affiliation.create({ data: { id, ...key, ...dates } });
    return id;
  }
  const isSaid = (from ?? known.from) === known.from && (to ?? known.to) === known.to;
  if (!isSaid) await transaction.affiliation.update({ where: { id: known.id }, data: dates });
  return known.id;
}
