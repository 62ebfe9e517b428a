// Runs a TypeScript tool: `node tools/run.mjs tools/migration-new.ts NAME`. Node 20 cannot load TypeScript and vite is installed for the tests.
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [, , file] = process.argv;
if (file === undefined) throw new Error('Name the tool to run: node tools/run.mjs tools/migration-new.ts');
process.argv.splice(1, 1);
await runnerImport(resolve(file), { configFile: false, logLevel: 'error' });
