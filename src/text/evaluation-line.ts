import type { TextSpan } from '../kernel/text-span.ts';
import type {
  AnnotatedArticle,
  AnnotatedEntity,
  AnnotatedQuote,
  MentionForm,
  OrganisationKind,
} from './annotated-article.ts';
import { grouped } from './grouped.ts';

/** One piece of a quote as the scorer of attribution corpora takes it; code points, end exclusive. */
export interface EvaluationQuote {
  readonly start: number;
  readonly end: number;
  readonly kind: 'DIRECT' | 'MIXED' | 'INDIRECT';
  readonly speaker: { readonly start: number; readonly end: number } | null;
  readonly confidence: number;
}

/** A place in a text: code points, end exclusive. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** What was found in one text, as scorers of annotated corpora and other programs take it: a line of JSON. */
export interface EvaluationLine {
  /** The text's, as it came. */
  readonly id: string | number;
  readonly quotes: readonly EvaluationQuote[];
  readonly entities: readonly {
    readonly key: string;
    readonly type: AnnotatedEntity['type'];
    readonly name: string;
    readonly aliases: readonly string[];
    readonly organisationKind: OrganisationKind | null;
    readonly mentions: readonly (Place & { readonly form: MentionForm; readonly confidence: number })[];
  }[];
  /** `person` and `organisation` are keys of entities. */
  readonly affiliations: readonly {
    readonly person: string;
    readonly organisation: string;
    readonly role: string | null;
    readonly from: string | null;
    readonly to: string | null;
    readonly receipts: readonly (Place & {
      readonly current: boolean | null;
      readonly confidence: number;
    })[];
  }[];
  readonly topics: readonly {
    readonly code: string;
    readonly score: number;
    readonly confidence: number;
    readonly spans: readonly Place[];
  }[];
}

/** An article's line: its quotes in the scorer's terms, and what else was found in it. */
export function evaluationLine(id: string | number, article: AnnotatedArticle): EvaluationLine {
  const { entities, mentions, affiliations, topics } = article;
  const mentionsByEntity = grouped(mentions, ({ entity }) => entity);
  return {
    id,
    quotes: evaluationQuotes(article),
    entities: entities.map((entity) => ({
      key: entity.key,
      type: entity.type,
      name: entity.name,
      aliases: entity.aliases,
      organisationKind: entity.type === 'organisation' ? entity.organisationKind : null,
      mentions: (mentionsByEntity.get(entity.key) ?? []).map(({ span, form, confidence }) => ({
        ...placeOf(span),
        form,
        confidence,
      })),
    })),
    affiliations: affiliations.map(({ person, organisation, role, from, to, receipts }) => ({
      person,
      organisation,
      role,
      from,
      to,
      receipts: receipts.map(({ span, current, confidence }) => ({ ...placeOf(span), current, confidence })),
    })),
    topics: topics.map(({ code, score, confidence, spans }) => ({
      code,
      score,
      confidence,
      spans: spans.map(placeOf),
    })),
  };
}

function placeOf({ start, end }: TextSpan): Place {
  return { start, end };
}

/** Marks that the scorer reads as quotation marks; words in others (‘…’, ''…'') are clauses to it. */
const SCORED_MARK = /[“"]$/u;

/**
 * An article's quotes in the scorer's terms: each passage in quotation marks alone, everything else from its first to
 * its last character; what stands in another quote is left out, as the corpus allows a word in one attribution only.
 */
function evaluationQuotes({ quotes }: AnnotatedArticle): EvaluationQuote[] {
  return quotes.filter(({ within }) => within === null).flatMap(piecesOf);
}

function piecesOf({ kind, span, quotedSpans, speakerSpan, confidence }: AnnotatedQuote): EvaluationQuote[] {
  const speaker = speakerSpan === null ? null : { start: speakerSpan.start, end: speakerSpan.end };
  const inMarks = quotedSpans.filter(({ prefix }) => SCORED_MARK.test(prefix));
  if (kind === 'INDIRECT' || inMarks.length === 0)
    return [{ start: span.start, end: span.end, kind: 'INDIRECT', speaker, confidence }];
  return inMarks.map(({ start, end }) => ({ start, end, kind, speaker, confidence }));
}
