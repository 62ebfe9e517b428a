import type { DatabaseCommand } from './command.ts';
import { keysCommand } from './keys.ts';
import { migrateCommand } from './migrate.ts';
import { seedCommand } from './seed.ts';
import { verifyCommand } from './verify.ts';

/** The commands that also run beside a server, on the database that it has open. */
export const DATABASE_COMMANDS: readonly DatabaseCommand[] = [
  migrateCommand,
  seedCommand,
  verifyCommand,
  keysCommand,
];
