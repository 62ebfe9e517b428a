import { readFileSync } from 'node:fs';

/**
 * schema.org's own vocabulary, read from the declarations that `schema-dts` generates from each of its releases: types
 * with what they extend, and properties with what they may hold. TypeScript takes half a minute to check a value by them.
 */
const DECLARATIONS = readFileSync(
  new URL('../../node_modules/schema-dts/dist/schema.d.ts', import.meta.url),
  'utf8',
);

interface SchemaType {
  readonly parents: readonly string[];
  /** The names of what each property may hold. */
  readonly properties: ReadonlyMap<string, readonly string[]>;
}

const TYPES = new Map<string, SchemaType>();
for (const [, name = '', parents = '', body = ''] of DECLARATIONS.matchAll(
  /^(?:export )?interface (\w+) extends ([^{]+)\{\n([\s\S]*?)^\}/gmu,
)) {
  const properties = [...body.matchAll(/^ {4}"(\w+)"\?: SchemaValue<(.+), "\w+">;$/gmu)].map(
    ([, property = '', ranges = '']) => [property, ranges.split(' | ')] as const,
  );
  const own = parents.split(',').map((parent) => parent.trim());
  TYPES.set(name, { parents: own, properties: new Map(properties) });
}

/** What is wrong with a node of JSON-LD, each fault with the way to it; none where schema.org has it so. */
export function schemaOrgFaults(node: unknown, path = ''): readonly string[] {
  if (typeof node !== 'object' || node === null) return [`${path}: no node`];
  const type = String(Reflect.get(node, '@type'));
  if (chainOf(type).length === 0) return [`${path}: schema.org has no type ${type}`];
  return Object.entries(node).flatMap(([property, value]) => {
    if (property.startsWith('@')) return [];
    const at = `${path}/${type}.${property}`;
    const ranges = chainOf(type).flatMap((name) => TYPES.get(name)?.properties.get(property) ?? []);
    // A role stands between a thing and the property's value, and has the same property.
    const asRole = path.match(/\.(\w+)$/u)?.[1] === property && type.endsWith('Role');
    if (ranges.length === 0 && !asRole) return [`${at}: ${type} has no such property`];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.flatMap((one) => valueFaults(one, ranges, at));
  });
}

function valueFaults(value: unknown, ranges: readonly string[], path: string): readonly string[] {
  if (typeof value === 'string') {
    const isText = ranges.some((range) => ['Text', 'URL', 'Date', 'DateTime', 'string'].includes(range));
    return isText || ranges.length === 0 ? [] : [`${path}: a text is none of ${ranges.join(', ')}`];
  }
  if (typeof value !== 'object' || value === null) return [`${path}: ${String(value)}`];
  const type = Reflect.get(value, '@type');
  if (type === undefined) return ranges.includes('IdReference') ? [] : [`${path}: a reference`];
  const kinds = chainOf(String(type)).map((name) => name.replace(/(?:Base|Leaf)$/u, ''));
  const fits = ranges.length === 0 || kinds.includes('Role') || ranges.some((range) => kinds.includes(range));
  return [
    ...(fits ? [] : [`${path}: ${String(type)} is none of ${ranges.join(', ')}`]),
    ...schemaOrgFaults(value, path),
  ];
}

/** A type and all that it extends, by the names of their declarations. */
function chainOf(type: string): readonly string[] {
  const found = new Set<string>();
  const wanted = [`${type}Leaf`, `${type}Base`];
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    const declared = TYPES.get(name);
    if (declared === undefined || found.has(name)) continue;
    found.add(name);
    wanted.push(...declared.parents);
  }
  return [...found];
}
