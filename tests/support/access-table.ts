import type { GraphQLField, GraphQLSchema } from 'graphql';
import { may, ROLES } from '../../src/access/role.ts';

/** Who asks: whoever has sent no key has no role. */
const COLUMNS = ['no key', ...ROLES] as const;

type AnyField = GraphQLField<unknown, unknown>;

/** docs/access-matrix.md as the schema has it: every root field, by who may ask for it. */
export function accessMatrix(schema: GraphQLSchema): string {
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  return `${[
    '<!-- Generated from the schema: npx vitest run --project source tests/schema -u -->',
    '',
    '# Who may do what',
    '',
    'What each role may ask for; [access.md](access.md) says how a caller gets one. `published`: published articles and',
    'confirmed facts. `all`: drafts, withdrawn articles, suggested and rejected facts, and who changed what, too. `yes`: it may',
    'be run. `—`: refused with `FORBIDDEN`. With `READ_ACCESS=key` the column “no key” is `UNAUTHENTICATED` throughout.',
    '',
    ...table('query', queries, queryCell),
    '',
    ...table('mutation', mutations, mutationCell),
  ].join('\n')}\n`;
}

type Cell = (field: AnyField, role: (typeof COLUMNS)[number]) => string;

function queryCell(field: AnyField, role: (typeof COLUMNS)[number]): string {
  const { permission } = field.extensions;
  const caller = role === 'no key' ? null : { role };
  if (permission !== undefined && !may(caller, permission)) return '—';
  return may(caller, 'editor') ? 'all' : 'published';
}

function mutationCell(field: AnyField, role: (typeof COLUMNS)[number]): string {
  const { permission } = field.extensions;
  if (permission === undefined) throw new Error(`${field.name} says nothing of who may run it`);
  return may(role === 'no key' ? null : { role }, permission) ? 'yes' : '—';
}

function table(kind: string, fields: readonly AnyField[], cell: Cell): readonly string[] {
  const rows = [...fields]
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map((field) => [`\`${field.name}\``, ...COLUMNS.map((role) => cell(field, role))]);
  const all = [[kind, ...COLUMNS], ...rows];
  const widths = [kind, ...COLUMNS].map((_, column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line([kind, ...COLUMNS]), rule, ...rows.map(line)];
}
