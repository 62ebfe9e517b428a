import type { Check } from './check.ts';

/** Who changed the record with a key can be named: keys are revoked, and never deleted. */
export const ACCESS_CHECKS: readonly Check[] = [
  {
    name: 'change-key',
    sql: `
      SELECT concat_ws(' ', 'change', c.id) AS row, format('its actor %s is no key', c.actor) AS message
        FROM change c
        WHERE c.actor LIKE 'key:%' AND NOT EXISTS (SELECT FROM api_key k WHERE c.actor = 'key:' || k.id)`,
  },
];
