import { z } from 'zod';
import type { Role } from '../../src/access/role.ts';
import { type CliEnvironment, runCli } from './cli.ts';

const created = z.object({ id: z.string(), key: z.string(), prefix: z.string() });

/** A key as its holder has it. */
export type IssuedKey = z.infer<typeof created>;

/** Has the command make a key in the database of these settings, beside its server too. */
export async function issueKey(env: CliEnvironment, role: Role, ...more: string[]): Promise<IssuedKey> {
  const words = ['keys', 'create', '--role', role, '--name', `the ${role}`, '--format', 'json', ...more];
  const { code, stdout, stderr } = await runCli(words, env);
  if (code !== 0) throw new Error(`no key was made: ${stderr}`);
  return created.parse(JSON.parse(stdout));
}

/** The header that a key or a token is sent in. */
export function bearer(credentials: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${credentials}` };
}
