import { Field, InputType } from 'type-graphql';
import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import { IdentifierScheme, type SlugKind } from '../database/generated/enums.ts';
import { freeSlugs } from '../ingest/free-slugs.ts';
import { lockNames } from '../ingest/locks.ts';
import { hasIdentifierForm } from '../kernel/identifier-form.ts';
import { slugOf } from '../kernel/slug.ts';
import type { InputCheck } from './input-check.ts';
import { refuse } from './refusal.ts';

/** More names than anybody has, and few enough to be looked through. */
const MAX_ALIASES = 100;
const MAX_IDENTIFIERS = 50;

@InputType({ description: 'An identifier of a person or an organisation outside this database.' })
export class IdentifierInput {
  @Field(() => IdentifierScheme, { description: 'Who gives it out.' })
  scheme!: IdentifierScheme;

  @Field(() => String, { description: 'As the scheme writes it, without its address.' })
  value!: string;
}

/** What the inputs for people and organisations share; what is not given is left as it is. */
interface NamesInput {
  readonly name?: string | null | undefined;
  readonly slug?: string | null | undefined;
  readonly aliases?: readonly string[] | null | undefined;
  readonly identifiers?: readonly IdentifierInput[] | null | undefined;
}

/** Names to write: each undefined where it stays as it is. */
export interface Names {
  readonly name: string | undefined;
  readonly slug: string | undefined;
  readonly aliases: string[] | undefined;
  readonly identifiers: readonly IdentifierInput[] | undefined;
}

function parseIdentifier(
  scheme: IdentifierScheme,
  given: string,
  path: readonly string[],
  check: InputCheck,
): string {
  const value = check.line(path, given);
  if (value !== '' && !hasIdentifierForm(scheme, value))
    check.fault(path, UserErrorCode.INVALID, `${scheme} does not write identifiers so.`);
  return value;
}

/** The names of somebody new: what is null counts as not given. */
export function newNames({ name, slug, aliases, identifiers }: NamesInput): NamesInput {
  return {
    name,
    slug: slug ?? undefined,
    aliases: aliases ?? undefined,
    identifiers: identifiers ?? undefined,
  };
}

/** Looks the names of a person or an organisation over. A null is a fault. */
export function parseNames(input: NamesInput, check: InputCheck): Names {
  const { name, slug, aliases, identifiers } = input;
  const isGiven = <T>(field: keyof NamesInput, value: T | null | undefined): value is T =>
    check.isGiven([field], value);
  if ((aliases?.length ?? 0) > MAX_ALIASES)
    check.fault(['aliases'], UserErrorCode.TOO_LONG, `There are more than ${MAX_ALIASES} aliases.`);
  if ((identifiers?.length ?? 0) > MAX_IDENTIFIERS)
    check.fault(
      ['identifiers'],
      UserErrorCode.TOO_LONG,
      `There are more than ${MAX_IDENTIFIERS} identifiers.`,
    );
  const values = (isGiven('identifiers', identifiers) ? identifiers : undefined)?.map(
    ({ scheme, value }, position) => ({
      scheme,
      value: parseIdentifier(scheme, value, ['identifiers', String(position), 'value'], check),
    }),
  );
  for (const [position, { scheme, value }] of values?.entries() ?? []) {
    const first = values?.findIndex((other) => other.scheme === scheme && other.value === value);
    if (first !== position)
      check.fault(
        ['identifiers', String(position)],
        UserErrorCode.NOT_UNIQUE,
        `${scheme} ${value} is given twice.`,
      );
  }
  return {
    name: isGiven('name', name) ? check.line(['name'], name) : undefined,
    slug: isGiven('slug', slug) ? check.slug(['slug'], slug) : undefined,
    aliases: isGiven('aliases', aliases)
      ? [...new Set(aliases.map((alias, position) => check.line(['aliases', String(position)], alias)))]
      : undefined,
    identifiers: values,
  };
}

/** Refuses a slug that another row of the table has, or had: old slugs lead to who gave them up, for ever. */
export async function refuseTakenSlug(
  transaction: Transaction,
  kind: SlugKind,
  slug: string | undefined,
  ownId: string | null,
): Promise<void> {
  if (slug === undefined) return;
  const taken = await transaction.slug.findUnique({ where: { kind_slug: { kind, slug } } });
  const [holder] = await transaction.$queryRaw<{ id: string }[]>`
    SELECT id FROM ${Prisma.raw(kind.toLowerCase())} WHERE slug = ${slug}`;
  const owners = [taken?.targetId, holder?.id].filter((id) => id !== undefined);
  if (owners.every((id) => id === ownId)) return;
  refuse(
    ['slug'],
    UserErrorCode.NOT_UNIQUE,
    `The slug "${slug}" leads, or has led, to another ${kind.toLowerCase()}.`,
  );
}

/**
 * The slug of something new: the one that is asked for, unless that is taken; else one made of its name, with a number
 * where that is taken. Who makes one of the same name at the same time waits until the change ends, and gets the next number.
 */
export async function newSlug(
  transaction: Transaction,
  table: 'person' | 'organisation' | 'topic',
  { name, slug }: { readonly name: string; readonly slug?: string | undefined },
): Promise<string> {
  if (slug !== undefined) {
    await refuseTakenSlug(transaction, SLUG_KINDS[table], slug, null);
    return slug;
  }
  const wanted = slugOf(name);
  await lockNames(transaction, 'slug', [`${table} ${wanted}`]);
  const [free = wanted] = await freeSlugs(transaction, table, [wanted]);
  return free;
}

const SLUG_KINDS = { person: 'PERSON', organisation: 'ORGANISATION', topic: 'TOPIC' } as const;

/** The columns of names that are to be written; one that is undefined is left out, and stays as it is. */
export function columnsOf({ name, slug, aliases }: Names): {
  readonly name?: string;
  readonly slug?: string;
  readonly aliases?: string[];
} {
  return {
    ...(name === undefined ? {} : { name }),
    ...(slug === undefined ? {} : { slug }),
    ...(aliases === undefined ? {} : { aliases }),
  };
}

/**
 * Writes the identifiers that a person or an organisation has from now on, and gives whether they are others than before: the
 * owner's next version is then to be asked for. Refuses one that somebody else has.
 */
export async function writeIdentifiers(
  transaction: Transaction,
  owner: { readonly personId: string } | { readonly organisationId: string },
  identifiers: readonly IdentifierInput[] | undefined,
): Promise<boolean> {
  if (identifiers === undefined) return false;
  const isKept = (known: IdentifierInput) =>
    identifiers.some(({ scheme, value }) => scheme === known.scheme && value === known.value);
  const before = await transaction.identifier.findMany({ where: owner });
  const gone = before.filter((known) => !isKept(known)).map(({ id }) => id);
  if (gone.length > 0) await transaction.identifier.deleteMany({ where: { id: { in: gone } } });
  let isChanged = gone.length > 0;
  for (const [position, { scheme, value }] of identifiers.entries()) {
    if (before.some((known) => known.scheme === scheme && known.value === value)) continue;
    isChanged = true;
    const other = await transaction.identifier.findUnique({ where: { scheme_value: { scheme, value } } });
    if (other !== null)
      refuse(
        ['identifiers', String(position)],
        UserErrorCode.NOT_UNIQUE,
        `${scheme} ${value} is somebody else’s.`,
      );
    await transaction.identifier.create({ data: { ...owner, scheme, value } });
  }
  return isChanged;
}
