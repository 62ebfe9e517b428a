import { Arg, Ctx, Resolver } from 'type-graphql';
import { type UserError, UserErrorCode } from '../content/node/user-error.type.ts';
import type { AnalysedItem, Refusal } from '../importer/analyse-document.ts';
import { databaseWriter, type WrittenArticle } from '../importer/article-writer.ts';
import { AppError } from '../kernel/app-error.ts';
import type { Written } from '../planner/complete-schema.ts';
import { type EditingContext, editorOf } from './editing-context.ts';
import { EditorMutation } from './editor-mutation.ts';
import { ImportArticleInput, ImportArticlePayload, ImportOutcome } from './import-article.types.ts';
import { isLanguageTag } from './input-check.ts';

/** What the resolver gives of the payload. */
interface ImportedPayload extends Written, Pick<ImportArticlePayload, 'outcome' | 'userErrors'> {
  readonly ids: { readonly article: string | null };
}

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
    const { database } = context;
    const { actor } = editorOf(context);
    const faults = checkInput(input);
    if (faults.length > 0) return refusal(faults);
    const items = await analyse(input, context);
    const [item] = items;
    if (item === undefined || items.length > 1) return refusal([holdsSeveral(items.length)]);
    if (item.outcome === 'refused') return refusal([unreadable(item.refusal)]);
    const options = {
      actor,
      reason: 'importArticle',
      publish: input.publish,
      confirmAbove: input.confirmAbove ?? null,
    };
    const [written] = await databaseWriter(database, options).write([item]);
    if (written === undefined) throw new Error('An article was written, and nothing told of it');
    return payloadOf(written);
  }
}

function analyse(
  { document, mediaType, language, publisher }: ImportArticleInput,
  context: EditingContext,
): Promise<readonly AnalysedItem[]> {
  const named = {
    name: DOCUMENT_NAME,
    bytes: new TextEncoder().encode(document),
    ...(mediaType ? { mediaType } : {}),
  };
  return context.analyse(named, { language: language ?? null, publisher: publisher ?? null });
}

/** Every fault that can be told without reading the document. */
function checkInput(input: ImportArticleInput): UserError[] {
  const { document, mediaType, language, publisher, confirmAbove } = input;
  const faults: UserError[] = [];
  if (!document.isWellFormed()) {
    faults.push(
      invalid('document', 'The document has half of a surrogate pair in it: it is no Unicode text.'),
    );
  }
  if (mediaType !== undefined && mediaType !== null && !MEDIA_TYPE.test(mediaType)) {
    faults.push(invalid('mediaType', `"${mediaType}" is no media type, such as text/html.`));
  }
  if (language !== undefined && language !== null && !isLanguageTag(language)) {
    faults.push(invalid('language', `"${language}" is no BCP 47 tag, such as en or pt-BR.`));
  }
  if (publisher !== undefined && publisher !== null && (!/\S/u.test(publisher) || publisher.includes('\0'))) {
    faults.push(invalid('publisher', 'The name of the publisher is empty, or has a NUL in it.'));
  }
  if (confirmAbove !== undefined && confirmAbove !== null && !(confirmAbove >= 0 && confirmAbove <= 1)) {
    faults.push(invalid('confirmAbove', `${confirmAbove} is not between 0 and 1.`));
  }
  return faults;
}

/** @see https://www.rfc-editor.org/rfc/rfc6838#section-4.2 */
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/;

function invalid(field: keyof ImportArticleInput, message: string): UserError {
  return { path: [field], code: UserErrorCode.INVALID, message };
}

function holdsSeveral(count: number): UserError {
  return invalid(
    'document',
    `The document holds ${count} articles, and one is asked for: \`onrecord import\` takes as many as there are.`,
  );
}

/** A document that is refused is the caller's to mend; a fault of ours, or of the database, is told as such. */
function unreadable({ code, message }: Refusal): UserError {
  if (code !== 'BAD_USER_INPUT') throw new AppError(code, message);
  return invalid('document', message);
}

function payloadOf(written: WrittenArticle): ImportedPayload {
  if (written.outcome === 'refused') return refusal([unreadable(written.refusal)]);
  return { ids: { article: written.articleId }, outcome: OUTCOMES[written.outcome], userErrors: [] };
}

const OUTCOMES = {
  created: ImportOutcome.CREATED,
  updated: ImportOutcome.UPDATED,
  unchanged: ImportOutcome.UNCHANGED,
  outdated: ImportOutcome.OUTDATED,
  withdrawn: ImportOutcome.WITHDRAWN,
} as const;

function refusal(userErrors: UserError[]): ImportedPayload {
  return { ids: { article: null }, outcome: null, userErrors };
}
