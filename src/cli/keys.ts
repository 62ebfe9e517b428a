import { userInfo } from 'node:os';
import { createKey, listKeys, revokeKey, type StoredKey } from '../access/key-store.ts';
import type { CommandOptions, DatabaseCommand, DatabaseCommandContext, ExitCode } from './command.ts';
import { FORMAT_DETAILS, FORMAT_OPTION } from './command.ts';
import { type KeyOrder, readKeyOptions } from './key-options.ts';
import { printable } from './printable.ts';

export const keysCommand: DatabaseCommand = {
  kind: 'database',
  name: 'keys',
  summary: 'Make, list and revoke the keys of the API.',
  details: `  keys create --role EDITOR --name "desk" [--expires 90d]
                       makes a key and prints it: this once, for nobody can read it again
  keys list            every key, the revoked ones too
  keys revoke ID       from the next request on the key is refused; by its id, or by the PREFIX that list shows

  --role ROLE          READER, EDITOR (sees drafts, and writes) or ADMIN
  --name NAME          whose key it is; histories show it
  --expires WHEN       days from now (90d), or a date in UTC (2030-12-31); left out: never
${FORMAT_DETAILS}`,
  options: {
    ...FORMAT_OPTION,
    role: { type: 'string' },
    name: { type: 'string' },
    expires: { type: 'string' },
  },
  operands: { name: 'ACTION', min: 1, max: 3 },
  run: runKeys,
};

async function runKeys(options: CommandOptions, context: DatabaseCommandContext): Promise<ExitCode> {
  const order = readKeyOptions(options, context.operands, Date.now());
  const isJson = options['format'] === 'json';
  switch (order.kind) {
    case 'wrong':
      context.stderr.write(`${order.message}\n`);
      return 2;
    case 'create':
      return create(order, context, isJson);
    case 'list':
      return list(context, isJson);
    case 'revoke':
      return revoke(order.named, context, isJson);
  }
}

async function create(
  { name, role, expiresAt }: Extract<KeyOrder, { kind: 'create' }>,
  { database, stdout, stderr }: DatabaseCommandContext,
  isJson: boolean,
): Promise<ExitCode> {
  const { id, prefix, text } = await createKey(database, { name, role, expiresAt, createdBy: whoAsks() });
  if (isJson) {
    stdout.write(`${JSON.stringify({ id, name, role, prefix, expiresAt, key: text })}\n`);
    return 0;
  }
  // The key alone, so that a script can take it: KEY=$(onrecord keys create …).
  stdout.write(`${text}\n`);
  const until = expiresAt === null ? 'until it is revoked' : `until ${expiresAt.toISOString()}`;
  stderr.write(
    `${role} key “${name}”, id ${id}, good ${until}. It is not shown again: put it where secrets are kept.\n`,
  );
  return 0;
}

async function list({ database, stdout }: DatabaseCommandContext, isJson: boolean): Promise<ExitCode> {
  const keys = await listKeys(database);
  if (isJson) stdout.write(`${JSON.stringify({ keys })}\n`);
  else stdout.write(keys.length === 0 ? 'There are no keys.\n' : table(keys));
  return 0;
}

const HEAD = ['ID', 'PREFIX', 'ROLE', 'STATE', 'CREATED', 'LAST USED', 'NAME'];

function table(keys: readonly StoredKey[]): string {
  const rows = keys.map((key) => [
    key.id,
    key.prefix,
    key.role,
    stateOf(key),
    key.createdAt.toISOString().slice(0, 10),
    key.lastUsedAt === null ? 'never' : `${key.lastUsedAt.toISOString().slice(0, 16)}Z`,
    printable(key.name),
  ]);
  const widths = HEAD.map((_, column) => Math.max(...[HEAD, ...rows].map((row) => row[column]?.length ?? 0)));
  return [HEAD, ...rows]
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function stateOf({ revokedAt, expiresAt, isExpired }: StoredKey): string {
  if (revokedAt !== null) return `revoked ${revokedAt.toISOString().slice(0, 10)}`;
  if (isExpired) return 'expired';
  return expiresAt === null ? 'good' : `good until ${expiresAt.toISOString().slice(0, 10)}`;
}

async function revoke(
  named: string,
  { database, stdout, stderr }: DatabaseCommandContext,
  isJson: boolean,
): Promise<ExitCode> {
  const result = await revokeKey(database, named, whoAsks());
  if (result.outcome === 'unknown') {
    stderr.write(
      `There is no key ${JSON.stringify(named)}: \`onrecord keys list\` shows ids and prefixes.\n`,
    );
    return 1;
  }
  const { key, outcome } = result;
  if (isJson) stdout.write(`${JSON.stringify({ outcome, key })}\n`);
  else
    stdout.write(
      `The key “${printable(key.name)}” (${key.prefix}) ${outcome === 'revoked' ? 'is revoked' : 'was revoked before'}.\n`,
    );
  return 0;
}

/** For the history: whoever may run commands on this machine as this user. */
function whoAsks(): string {
  try {
    return `command:${userInfo().username}`;
  } catch {
    // A container's user may have no name.
    return 'command';
  }
}
