import { Arg, Ctx, Resolver } from 'type-graphql';
import { type UserError, UserErrorCode } from '../content/node/user-error.type.ts';
import type { AnalysedItem } from '../importer/analyse-document.ts';
import { cancelIn } from '../ingest/cancel-article.ts';
import { importReason } from '../ingest/import-articles.ts';
import { importFault } from '../ingest/import-fault.ts';
import { ingestArticle } from '../ingest/ingest-articles.ts';
import { AppError } from '../kernel/app-error.ts';
import { type Edited, editPrepared } from './edit.ts';
import type { EditingContext } from './editing-context.ts';
import { EditorMutation } from './editor-mutation.ts';
import { ImportArticleInput, ImportArticlePayload, ImportOutcome } from './import-article.types.ts';
import { type InputCheck, shown } from './input-check.ts';
import { refuse } from './refusal.ts';

/** What the resolver gives of the payload. */
type ImportedPayload = Edited & Pick<ImportArticlePayload, 'outcome'>;

/** One item of the document that can be written. */
type WritableItem = Exclude<AnalysedItem, { outcome: 'refused' }>;

/** Where a document is named in errors: it has no file. */
const DOCUMENT_NAME = 'document';

@Resolver()
export class ImportArticleMutation {
  @EditorMutation(
    () => ImportArticlePayload,
    'Takes a document in as `onrecord import` does: finds people, organisations, quotes, affiliations and topics in it and gives the article with all of them. The same document twice is one article, and a newer version is a new revision. What its publisher cancels is withdrawn.',
  )
  async importArticle(
    @Arg('input', () => ImportArticleInput, { description: 'The document.' }) input: ImportArticleInput,
    @Ctx() context: EditingContext,
  ): Promise<ImportedPayload> {
    const { publish, confirmAbove = null } = input;
    const { ids, userErrors } = await editPrepared(context, {
      mutation: 'importArticle',
      input,
      reasonOf: (reason) => importReason(reason, confirmAbove),
      parse: parseDocument,
      prepare: (document) => analysed(document, context),
      async write(transaction, item) {
        const taken = await asInput(() =>
          item.outcome === 'cancelled'
            ? cancelIn(transaction, item.cancellation)
            : ingestArticle(transaction, item.article, {
                mode: 'import',
                status: publish ? 'PUBLISHED' : 'DRAFT',
                confirmAbove,
              }),
        );
        return { article: taken.articleId, outcome: OUTCOMES[taken.outcome] };
      },
    });
    const outcome = Object.values(ImportOutcome).find((one) => one === ids['outcome']) ?? null;
    return { ids, outcome, userErrors: userErrors.map(ofDocument) };
  }
}

/** A document, looked over from outside. */
interface ParsedDocument {
  readonly document: string;
  readonly mediaType: string | null;
  readonly language: string | null;
  readonly publisher: string | null;
}

/** Every fault that can be told without reading the document. */
function parseDocument(input: ImportArticleInput, check: InputCheck): ParsedDocument {
  const { document, mediaType = null, language = null, publisher, confirmAbove = null } = input;
  if (!document.isWellFormed()) {
    check.fault(
      ['document'],
      UserErrorCode.INVALID,
      'The document has half of a surrogate pair in it: it is no Unicode text.',
    );
  }
  if (mediaType !== null && !MEDIA_TYPE.test(mediaType)) {
    check.fault(
      ['mediaType'],
      UserErrorCode.INVALID,
      `"${shown(mediaType)}" is no media type, such as text/html.`,
    );
  }
  if (language !== null) check.language(['language'], language);
  if (confirmAbove !== null && !(confirmAbove >= 0 && confirmAbove <= 1))
    check.fault(['confirmAbove'], UserErrorCode.INVALID, `${confirmAbove} is not between 0 and 1.`);
  return { document, mediaType, language, publisher: check.optionalLine(['publisher'], publisher) };
}

/** The one item of the document, with everything found in it. */
async function analysed(
  { document, mediaType, language, publisher }: ParsedDocument,
  context: EditingContext,
): Promise<WritableItem> {
  const named = {
    name: DOCUMENT_NAME,
    bytes: new TextEncoder().encode(document),
    ...(mediaType === null ? {} : { mediaType }),
  };
  const items = await context.analyse(named, { language, publisher });
  const [item] = items;
  if (item === undefined || items.length > 1) {
    return unfit(
      `The document holds ${items.length} articles, and one is asked for: \`onrecord import\` takes as many as there are.`,
    );
  }
  if (item.outcome !== 'refused') return item;
  const { code, message } = item.refusal;
  if (code !== 'BAD_USER_INPUT') throw new AppError(code, message);
  return unfit(message);
}

function unfit(message: string): never {
  return refuse(['document'], UserErrorCode.INVALID, message);
}

/** Writes what a document says; what the document is to blame for is the caller's to mend. Anything else is thrown as it came: a change may be run again after it. */
async function asInput<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const fault = importFault(error);
    if (fault.code === 'BAD_USER_INPUT') return unfit(fault.message);
    throw error;
  }
}

/** A rule that is broken when all is written was broken by the document: nothing else of the input is written. */
function ofDocument(error: UserError): UserError {
  return error.path.length > 0 ? error : { ...error, path: ['document'] };
}

/** @see https://www.rfc-editor.org/rfc/rfc6838#section-4.2 */
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/;

const OUTCOMES = {
  created: ImportOutcome.CREATED,
  updated: ImportOutcome.UPDATED,
  unchanged: ImportOutcome.UNCHANGED,
  outdated: ImportOutcome.OUTDATED,
  withdrawn: ImportOutcome.WITHDRAWN,
} as const;
