import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { DocumentDefaults } from '../importer/analyser.ts';
import { AppError } from '../kernel/app-error.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';
import type { EditingContext } from './editing-context.ts';
import { refuse } from './refusal.ts';

/** A text that an editor writes, as a line of JSON lines has it: what stands above it comes first in the article's text. */
interface TextLine {
  readonly headline?: string;
  readonly standfirst?: string;
  readonly text: string;
}

/** What stands in a text, read and analysed as an import does. Refuses at `path` what the pipeline refuses. */
export async function analysedText(
  context: Pick<EditingContext, 'analyse'>,
  line: TextLine,
  defaults: DocumentDefaults,
  path: readonly string[],
): Promise<AnnotatedArticle> {
  const bytes = new TextEncoder().encode(JSON.stringify(line));
  const document = { name: 'article', bytes, mediaType: 'application/json' };
  const [item] = await context.analyse(document, defaults);
  if (item === undefined || item.outcome === 'cancelled')
    throw new Error('A text was analysed, and nothing told of it');
  if (item.outcome === 'analysed') return item.article;
  const { code, message } = item.refusal;
  if (code !== 'BAD_USER_INPUT') throw new AppError(code, message);
  return refuse(path, UserErrorCode.INVALID, message);
}
