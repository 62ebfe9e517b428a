import { type DocumentNode, getOperationAST, parse } from 'graphql';
import { AppError } from '../kernel/app-error.ts';
import type { EntityTag } from '../kernel/entity-tag.ts';
import type { Viewer } from '../planner/declaration.ts';
import type { Planner } from '../planner/planner.ts';
import type { Reader } from '../planner/run.ts';
import { takeTags } from '../planner/tags.ts';

/** What exports are read through, and who looks. */
export interface ExportSources {
  readonly planner: Planner;
  readonly reader: Reader;
  readonly viewer: Viewer;
  /** Where what is read adds its entity tags; null where nobody keeps the answer. */
  readonly tags: Set<EntityTag> | null;
  /** Is told before a statement runs how many rows it may read; what it throws ends the export. */
  readonly charge?: (rows: number) => Promise<void>;
}

const DOCUMENTS = new Map<string, DocumentNode>();

/**
 * Runs a document of our own in one statement, as the viewer sees it, and gives its data.
 *
 * Throws what the planner refuses, such as QUERY_TOO_EXPENSIVE, as AppError.
 */
export async function runDocument(
  { planner, reader, viewer, tags, charge }: ExportSources,
  source: string,
  given: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const document = parsed(source);
  const operation = getOperationAST(document);
  const variables = operation ? planner.coerce(operation, given) : undefined;
  if (!operation || variables === undefined)
    throw new Error('A document of an export does not fit the schema');
  const prepared = planner.prepare({ document, operation, variables, viewer, isTagged: tags !== null });
  if (prepared.kind === 'refused') {
    const [fault] = prepared.faults;
    throw new AppError(
      fault?.code ?? 'BAD_USER_INPUT',
      fault?.message ?? 'The export was refused.',
      undefined,
      fault?.details,
    );
  }
  if (prepared.kind === 'unplanned' || prepared.outlet !== 'text') {
    throw new Error('A document of an export has a field that the planner does not write');
  }
  await charge?.(prepared.cost);
  const text = await reader.readText(prepared.statement);
  if (tags === null) return JSON.parse(text);
  for (const tag of prepared.tags) tags.add(tag);
  return JSON.parse(takeTags(text, tags));
}

/** Parsed once: the planner knows a document's plans by its text. */
function parsed(source: string): DocumentNode {
  const known = DOCUMENTS.get(source);
  if (known !== undefined) return known;
  const document = parse(source);
  DOCUMENTS.set(source, document);
  return document;
}
