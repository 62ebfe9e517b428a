import { type DocumentNode, GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { Answer } from '../cache/answer.ts';
import type { ResponseCache } from '../cache/response-cache.ts';
import { AppError } from '../kernel/app-error.ts';
import type { EntityTag } from '../kernel/entity-tag.ts';
import type { Viewer } from '../planner/declaration.ts';
import type { InputFault } from '../planner/fault.ts';
import type { Planner, Prepared } from '../planner/planner.ts';
import type { Reader } from '../planner/run.ts';
import { takeTags } from '../planner/tags.ts';
import { answerKey } from './answer-key.ts';
import { charge, isOverLimit, type Meter } from './limits/meter.ts';
import { pointsOfRows } from './limits/policy.ts';

/** A validated query operation, and who asks it with which variables, as they came. */
export interface AskedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly viewer: Viewer;
  /** As `operationKey` gives it; unused without a cache. */
  readonly operationKey: string;
  /** Its statement, remembered from the first run on which it had a name: the same object asks for the same again. */
  statement?: PlannedStatement;
}

type PlannedStatement = Extract<Prepared, { readonly kind: 'planned' }>;

/** Where answers come from. */
export interface AnswerSources {
  readonly planner: Planner;
  readonly reader: Reader;
  /** Null where nothing is kept. */
  readonly cache: ResponseCache<ReadAnswer> | null;
}

/** What one statement gave: the answer's text, or what graphql-js completes; or why there was none. */
export type ReadAnswer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'objects'; readonly root: unknown }
  | { readonly kind: 'refused'; readonly errors: readonly unknown[] }
  /** Nothing that the planner reads, or a variable whose fault graphql-js tells. */
  | { readonly kind: 'unplanned' };

/** The same; or a whole answer that everybody may have. */
export type PlannedAnswer = ReadAnswer | { readonly kind: 'shared'; readonly answer: Answer };

/**
 * Answers a query with one statement, or with what one gave before under `key` (see `answerKeyFor`). Faulty arguments
 * refuse it before any SQL, and so does a cost that the caller has too few points for; what fails refuses it too.
 */
export function answerOperation(
  { planner, reader, cache }: AnswerSources,
  asked: AskedOperation,
  key: string | null,
  meter: Meter | null,
): Promise<PlannedAnswer> {
  return cache === null || key === null
    ? readAnswer(planner, reader, asked, null, meter)
    : answerKept(cache, key, (tags) => readAnswer(planner, reader, asked, tags, meter));
}

async function answerKept(
  cache: ResponseCache<ReadAnswer>,
  key: string,
  readWith: (tags: Set<EntityTag>) => Promise<ReadAnswer>,
): Promise<PlannedAnswer> {
  for (;;) {
    let isOurs = false;
    const served = await cache.get(key, async () => {
      isOurs = true;
      const tags = new Set<EntityTag>();
      const read = await readWith(tags);
      return read.kind === 'text'
        ? { kind: 'whole', text: `{"data":${read.text}}`, tags }
        : { kind: 'other', other: read };
    });
    if (served.kind === 'answer') return { kind: 'shared', answer: served.answer };
    const { other } = served;
    // Whoever was reading it for all had too few points; that is not this caller's fault.
    if (isOurs || other.kind !== 'refused' || !other.errors.some(isOverLimit)) return other;
  }
}

/** Names the answer, where answers are kept and it is for everybody: readers without a key all see the same. */
export function answerKeyFor({ cache }: AnswerSources, asked: AskedOperation): string | null {
  if (cache === null || asked.viewer !== 'reader') return null;
  try {
    return answerKey(asked);
  } catch {
    // Variables nested as deep as the stack: reading them tells the client so.
    return null;
  }
}

/** Runs the statement, for its points; where `tags` are wanted, adds the answer's. */
async function readAnswer(
  planner: Planner,
  reader: Reader,
  asked: AskedOperation,
  tags: Set<EntityTag> | null,
  meter: Meter | null,
): Promise<ReadAnswer> {
  try {
    const prepared = asked.statement ?? prepare(planner, asked, tags !== null);
    if (prepared.kind === 'unplanned') return prepared;
    if (prepared.kind === 'refused') return { kind: 'refused', errors: prepared.faults.map(locate) };
    // The request itself has taken one.
    const charged = charge(meter, pointsOfRows(prepared.cost) - 1);
    if (charged !== undefined) await charged;
    const written = await reader.readText(prepared.statement);
    for (const tag of prepared.tags) tags?.add(tag);
    const text = tags === null ? written : takeTags(written, tags);
    return prepared.outlet === 'text' ? { kind: 'text', text } : { kind: 'objects', root: JSON.parse(text) };
  } catch (error) {
    return { kind: 'refused', errors: [error] };
  }
}

function prepare(planner: Planner, asked: AskedOperation, isTagged: boolean): Prepared {
  const { document, operation, viewer } = asked;
  const variables = planner.coerce(operation, asked.variables);
  if (variables === undefined) return { kind: 'unplanned' };
  const prepared = planner.prepare({ document, operation, variables, viewer, isTagged });
  if (prepared.kind === 'planned' && prepared.statement.name !== undefined) asked.statement = prepared;
  return prepared;
}

/** A faulty argument, at its place in the document. */
export function locate({ code, message, node, details }: InputFault): GraphQLError {
  return new GraphQLError(message, {
    nodes: node,
    originalError: new AppError(code, message, undefined, details),
  });
}
