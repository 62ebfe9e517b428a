/** What a key or a token makes of who sends it, from little to much: each may do what those before it may. */
export const ROLES = ['READER', 'EDITOR', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

/** What a field of the API asks for, where not everybody may have it. */
export type Permission = 'editor' | 'admin';

/** Who asks, where that is known. */
export interface Caller {
  /** For the history: `key:<id>`, `jwt:<subject>`, `editor:local`. */
  readonly actor: string;
  /** For people: what the key or the token calls itself. */
  readonly name: string;
  readonly role: Role;
}

/** The least role that has a permission. */
const ROLE_FOR: Readonly<Record<Permission, Role>> = { editor: 'EDITOR', admin: 'ADMIN' };

/** Whether a caller may do what asks for this permission; null is whoever has not said who they are, and may not. */
export function may(caller: Pick<Caller, 'role'> | null, permission: Permission): boolean {
  return caller !== null && ROLES.indexOf(caller.role) >= ROLES.indexOf(ROLE_FOR[permission]);
}

/** The permission that includes the other; undefined asks for nothing. */
export function greater(one: Permission | undefined, other: Permission | undefined): Permission | undefined {
  return one === 'admin' || other === undefined ? one : other;
}

/** A role as it is written, or null where there is none of that name. */
export function parseRole(given: string): Role | null {
  return ROLES.find((role) => role === given) ?? null;
}
