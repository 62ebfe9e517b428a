import { parseRole, ROLES, type Role } from '../access/role.ts';
import type { CommandOptions } from './command.ts';

/** What `onrecord keys` was told, checked. */
export type KeyOrder =
  | { readonly kind: 'create'; readonly name: string; readonly role: Role; readonly expiresAt: Date | null }
  | { readonly kind: 'list' }
  | { readonly kind: 'revoke'; readonly named: string };

type Wrong = { readonly kind: 'wrong'; readonly message: string };

const DAY_MS = 86_400_000;

/** Checks operands and options; `now` in milliseconds since 1970. A wrong one is a value, with the sentence that says so. */
export function readKeyOptions(
  options: CommandOptions,
  operands: readonly string[],
  now: number,
): KeyOrder | Wrong {
  const [action, named, ...rest] = operands;
  switch (action) {
    case 'create':
      return named === undefined
        ? readCreation(options, now)
        : wrong(`create takes options only, and ${JSON.stringify(named)} is none.`);
    case 'list':
      return named === undefined ? { kind: 'list' } : wrong(`list takes no ${JSON.stringify(named)}.`);
    case 'revoke':
      if (named === undefined || rest.length > 0)
        return wrong('revoke takes one ID or PREFIX: `onrecord keys list` shows them.');
      return { kind: 'revoke', named };
    default:
      return wrong(`${JSON.stringify(action)} is nothing that keys can do: create, list or revoke.`);
  }
}

function readCreation({ role: givenRole, name, expires }: CommandOptions, now: number): KeyOrder | Wrong {
  const role = typeof givenRole === 'string' ? parseRole(givenRole.toUpperCase()) : null;
  if (role === null) return wrong(`--role must be ${ROLES.slice(0, -1).join(', ')} or ${ROLES.at(-1)}.`);
  if (
    typeof name !== 'string' ||
    !/\S/u.test(name) ||
    !/^\P{Cc}{1,200}$/u.test(name) ||
    !name.isWellFormed()
  ) {
    return wrong('--name must say whose key it is, in 1 to 200 characters on one line.');
  }
  if (typeof expires !== 'string') return { kind: 'create', name, role, expiresAt: null };
  const expiresAt = expiryOf(expires, now);
  if (expiresAt === null) {
    return wrong(
      `--expires is ${JSON.stringify(expires)}; it must be days such as 90d, or a date to come such as 2030-12-31.`,
    );
  }
  return { kind: 'create', name, role, expiresAt };
}

/** Days from now, or the beginning of a day in UTC; null where it is neither, or not to come. */
function expiryOf(given: string, now: number): Date | null {
  const days = /^([1-9]\d{0,4})d$/.exec(given)?.[1];
  if (days !== undefined) return new Date(now + Number(days) * DAY_MS);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(given)) return null;
  const date = new Date(`${given}T00:00:00Z`);
  // 30 February is read as 2 March.
  const isDay = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(given);
  return isDay && date.getTime() > now ? date : null;
}

function wrong(message: string): Wrong {
  return { kind: 'wrong', message };
}
