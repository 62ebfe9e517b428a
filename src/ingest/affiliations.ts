import type { Transaction } from '../database/database.ts';
import type { AffiliationReceipt } from '../database/generated/client.ts';
import type { AnnotatedAffiliation, AnnotatedArticle } from '../text/annotated-article.ts';
import type { ArticleTarget } from './article-rows.ts';
import { type EntityRefs, refOfKey } from './entities.ts';
import { lockNames } from './locks.ts';
import type { IngestSettings } from './options.ts';
import { withIds } from './pair-rows.ts';
import { stillConfirmed } from './reviewed-facts.ts';
import { factSpanColumns } from './span-columns.ts';
import { diffRows, type RowOperation } from './table-rows.ts';

/** What no two affiliations share: UUIDs, and the role, null where the text names none. */
export interface AffiliationKey {
  readonly personId: string;
  readonly organisationId: string;
  readonly role: string | null;
}

/** An affiliation of the record, as far as articles and editors add to it. */
export interface StoredAffiliation extends AffiliationKey {
  readonly id: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** A person's place in an organisation as all the articles together have it. */
interface WantedAffiliation extends AffiliationKey {
  /** The first that an article gives. */
  readonly from: string | null;
  /** The first that an article gives. */
  readonly to: string | null;
}

export interface ResolvedAffiliations {
  readonly ids: ReadonlyMap<AnnotatedAffiliation, string>;
  /** What the affiliations need, not yet carried out; their receipts are apart. */
  readonly operations: readonly RowOperation[];
}

/**
 * Finds the affiliations that the articles say, by person, organisation and role, and says which rows they need. Locks
 * the names of new ones; writes nothing.
 */
export async function resolveAffiliations(
  transaction: Transaction,
  articles: readonly { readonly article: AnnotatedArticle; readonly refs: EntityRefs }[],
  { mode, newId }: IngestSettings,
): Promise<ResolvedAffiliations> {
  const names = new Map<AnnotatedAffiliation, string>();
  const wanted = new Map<string, WantedAffiliation>();
  for (const { article, refs } of articles) {
    for (const affiliation of article.affiliations) {
      const row = affiliationRow(affiliation, refs);
      const before = wanted.get(nameOf(row));
      names.set(affiliation, nameOf(row));
      wanted.set(nameOf(row), { ...row, from: before?.from ?? row.from, to: before?.to ?? row.to });
    }
  }
  const stored = await findOrLock(transaction, wanted);
  const rows = new Map(
    [...wanted].map(([name, row]) => {
      const known = stored.get(name);
      const kept = mode !== 'replace' ? known : undefined;
      const id = known?.id ?? newId();
      return [name, { ...row, id, from: kept?.from ?? row.from, to: kept?.to ?? row.to }];
    }),
  );
  return {
    ids: new Map([...names].flatMap(([affiliation, name]) => [[affiliation, rows.get(name)?.id ?? newId()]])),
    operations: diffRows('affiliation', [...stored.values()], [...rows.values()]),
  };
}

/** What the article's receipts of affiliations need. A stored receipt is the same when it says the same affiliation at the same place, in another revision by the same words; reviewed ones are kept, where the article keeps them. */
export function receiptOperations(
  { affiliations }: AnnotatedArticle,
  ids: ReadonlyMap<AnnotatedAffiliation, string>,
  { id: articleId, revision, stored, reviewed }: ArticleTarget,
  newId: () => string,
): readonly RowOperation[] {
  const before = stored?.affiliationReceipts ?? [];
  const kept =
    reviewed === null ? [] : before.filter(reviewed.keeps).map((row) => reviewed.anchor(columnsOf(row)));
  const samePlace = ({ affiliationId, spanStart, spanEnd }: ReceiptKey) =>
    JSON.stringify([affiliationId, spanStart, spanEnd]);
  const drafts = affiliations
    .flatMap((affiliation) =>
      affiliation.receipts.map(({ span, current, review, confidence, method }) => ({
        affiliationId: ids.get(affiliation) ?? '',
        articleId,
        revision,
        current,
        ...factSpanColumns(span),
        review,
        confidence,
        method,
      })),
    )
    .filter(
      (row) => !kept.some((known) => known.spanState !== 'LOST' && samePlace(known) === samePlace(row)),
    );
  const sameWords = ({ affiliationId, exact }: ReceiptKey) => JSON.stringify([affiliationId, exact]);
  const keys = revision === stored?.revision ? [samePlace] : [samePlace, sameWords];
  const open = before.filter((row) => !kept.some(({ id }) => id === row.id));
  const found = stillConfirmed(open, withIds(open, drafts, keys, newId));
  return diffRows('affiliationReceipt', before, [...kept, ...found]);
}

/** Without what is derived, and the version that counts its changes. */
function columnsOf({ version: _, sortAt: _sortAt, isVisible: _isVisible, ...columns }: AffiliationReceipt) {
  return columns;
}

interface ReceiptKey {
  readonly affiliationId: string;
  readonly spanStart: number;
  readonly spanEnd: number;
  readonly exact: string;
}

function affiliationRow(affiliation: AnnotatedAffiliation, refs: EntityRefs): WantedAffiliation {
  const { personId } = refOfKey(refs, affiliation.person);
  const { organisationId } = refOfKey(refs, affiliation.organisation);
  if (personId === null || organisationId === null) {
    throw new Error(
      `No person ${affiliation.person} or no organisation ${affiliation.organisation} was resolved.`,
    );
  }
  const { role, from, to } = affiliation;
  return { personId, organisationId, role, from, to };
}

function nameOf({ personId, organisationId, role }: AffiliationKey): string {
  return JSON.stringify([personId, organisationId, role]);
}

/**
 * The stored affiliation of a person, an organisation and a role; undefined where there is none, and then nobody else
 * brings it until the transaction ends.
 */
export async function findOrLockAffiliation(
  transaction: Transaction,
  wanted: AffiliationKey,
): Promise<StoredAffiliation | undefined> {
  const stored = await findOrLock(transaction, new Map([[nameOf(wanted), wanted]]));
  return stored.get(nameOf(wanted));
}

/** The stored ones by name; the names of the others are locked, so that they are still missing when they are created. */
async function findOrLock(
  transaction: Transaction,
  wanted: ReadonlyMap<string, AffiliationKey>,
): Promise<ReadonlyMap<string, StoredAffiliation>> {
  const stored = await findAffiliations(transaction, [...wanted.values()]);
  const missing = [...wanted].filter(([name]) => !stored.has(name));
  if (missing.length === 0) return stored;
  await lockNames(
    transaction,
    'affiliation',
    missing.map(([name]) => name),
  );
  return new Map([
    ...stored,
    ...(await findAffiliations(
      transaction,
      missing.map(([, row]) => row),
    )),
  ]);
}

async function findAffiliations(
  transaction: Transaction,
  wanted: readonly AffiliationKey[],
): Promise<Map<string, StoredAffiliation>> {
  if (wanted.length === 0) return new Map();
  const found = await transaction.$queryRaw<StoredAffiliation[]>`
    SELECT stored.id, person_id AS "personId", organisation_id AS "organisationId", stored.role, stored.from, stored.to
    FROM unnest(
      ${wanted.map(({ personId }) => personId)}::uuid[], ${wanted.map(({ organisationId }) => organisationId)}::uuid[],
      ${wanted.map(({ role }) => role)}::text[]) AS wanted (person_id, organisation_id, role)
    JOIN affiliation AS stored USING (person_id, organisation_id)
    WHERE stored.role IS NOT DISTINCT FROM wanted.role`;
  return new Map(found.map((affiliation) => [nameOf(affiliation), affiliation]));
}
