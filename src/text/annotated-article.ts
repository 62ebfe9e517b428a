import type { TextSpan } from '../kernel/text-span.ts';

/** Names of the contract's enums, as the text side speaks them. The database's enums have the same values. */
export type BlockKind =
  | 'HEADLINE'
  | 'STANDFIRST'
  | 'BYLINE'
  | 'CAPTION'
  | 'CREDIT'
  | 'DATELINE'
  | 'PARAGRAPH'
  | 'HEADING'
  | 'RELATED'
  | 'FURNITURE';
export type MentionForm = 'NAME' | 'ALIAS' | 'TITLE' | 'DESCRIPTION' | 'PRONOUN' | 'GROUP';
export type QuoteKind = 'DIRECT' | 'INDIRECT' | 'MIXED';
export type QuoteAct = 'SPEECH' | 'WRITING' | 'THOUGHT';
export type Attribution =
  | 'IDENTIFIED'
  | 'COLLECTIVE'
  | 'ANONYMOUS'
  | 'DOCUMENT'
  | 'UNRESOLVED'
  | 'UNATTRIBUTED';
export type OrganisationKind =
  | 'STATE'
  | 'GOVERNMENT_BODY'
  | 'MILITARY'
  | 'INTELLIGENCE'
  | 'MEDIA'
  | 'ARMED_GROUP'
  | 'PARTY'
  | 'COMPANY'
  | 'NGO'
  | 'INTERNATIONAL'
  | 'OTHER';
export type IdentifierScheme = 'WIKIDATA' | 'ISNI' | 'VIAF' | 'LEI' | 'ROR' | 'ORCID' | 'PROVIDER';
export type Origin = 'TEXT' | 'METADATA' | 'EDITOR';
export type ReviewState = 'SUGGESTED' | 'CONFIRMED' | 'REJECTED';

/**
 * An article and everything that was found in it, by the pipeline or by a person: what `ingest` turns into rows.
 *
 * Entities and quotes are named by keys that are unique within this article's `entities` and `quotes`; a reference to
 * a key that is not there is a fault of the producer. All spans are of `text`.
 */
export interface AnnotatedArticle {
  readonly source: SourceDocument;
  /** The text read from the source, verbatim. */
  readonly text: string;
  readonly fields: ArticleFields;
  /** In the order of the text, no overlaps. */
  readonly blocks: readonly AnnotatedBlock[];
  readonly entities: readonly AnnotatedEntity[];
  readonly mentions: readonly AnnotatedMention[];
  readonly quotes: readonly AnnotatedQuote[];
  readonly affiliations: readonly AnnotatedAffiliation[];
  readonly topics: readonly AnnotatedTopic[];
}

/** What came in: the bytes of the one item, and what read them. */
export interface SourceDocument {
  readonly mediaType: string;
  /** The reader with its version, such as `plain@1`. */
  readonly reader: string;
  readonly bytes: Uint8Array;
  /** The format's own fields, verbatim. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What the article's row holds; null is what the document does not say. */
export interface ArticleFields {
  /** The slug to take when the article is new; null: made from the headline. */
  readonly slug: string | null;
  readonly uri: string | null;
  /** The provider's own version of the uri's item, such as `3`; null or left out where the format has none. */
  readonly version?: string | null;
  readonly headline: string;
  readonly standfirst: string | null;
  readonly dateline: string | null;
  readonly bylines: readonly string[];
  /** BCP 47, `und` when unknown. */
  readonly language: string;
  readonly publishedAt: Date | null;
  readonly modifiedAt: Date | null;
  /** Its publisher wants it shown at this instant, not before; null or left out: no such wish. */
  readonly embargoedUntil?: Date | null;
  /** Its publisher wants it shown to nobody for now; left out: no. */
  readonly isWithheld?: boolean;
  /** Key of an organisation among `entities`. */
  readonly publisher: string | null;
  readonly sourceUrl: string | null;
  readonly copyrightHolder: string | null;
  readonly usageTerms: string | null;
}

export interface AnnotatedBlock {
  readonly kind: BlockKind;
  readonly span: TextSpan;
}

export type AnnotatedEntity = AnnotatedPerson | AnnotatedOrganisation;

interface EntityNames {
  readonly key: string;
  /** The slug to take when the entity is new; null: made from the name. */
  readonly slug: string | null;
  /** The fullest form seen, without rank. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly identifiers: readonly { readonly scheme: IdentifierScheme; readonly value: string }[];
}

export interface AnnotatedPerson extends EntityNames {
  readonly type: 'person';
}

export interface AnnotatedOrganisation extends EntityNames {
  readonly type: 'organisation';
  readonly organisationKind: OrganisationKind | null;
  /** Key of the organisation that this one is part of. */
  readonly parent: string | null;
}

/** Whether a person has looked at a fact, how sure its finder is (0 to 1), and what found it (`seed`, `quotes@1`). */
export interface FactState {
  readonly review: ReviewState;
  readonly confidence: number;
  readonly method: string;
}

export interface AnnotatedMention extends FactState {
  /** Key of the entity named. A group is one mention for each member, with the same span. */
  readonly entity: string;
  readonly form: MentionForm;
  readonly span: TextSpan;
}

export interface AnnotatedQuote extends FactState {
  readonly key: string;
  readonly kind: QuoteKind;
  readonly act: QuoteAct;
  /** The exact text of the spans, joined by one space, without enclosing quotation marks. */
  readonly text: string;
  /** From the first to the last character of `spans`. */
  readonly span: TextSpan;
  /** What is attributed, in order; at least one. */
  readonly spans: readonly TextSpan[];
  /** The parts inside quotation marks. */
  readonly quotedSpans: readonly TextSpan[];
  readonly cueSpan: TextSpan | null;
  /** Keys of entities, in order; empty unless attribution is IDENTIFIED. */
  readonly speakers: readonly string[];
  readonly speakerSpan: TextSpan | null;
  readonly attribution: Attribution;
  /** Key of an organisation. */
  readonly speakingFor: string | null;
  /** Key of an entity. */
  readonly addressee: string | null;
  /** Key of the quote that this one stands in. */
  readonly within: string | null;
  /** IPTC codes of the topics that the words themselves are about. */
  readonly topics: readonly string[];
}

export interface AnnotatedAffiliation {
  /** Key of a person. */
  readonly person: string;
  /** Key of an organisation. */
  readonly organisation: string;
  /** Null where the text names none ("Centcom's Kurilla"). */
  readonly role: string | null;
  /** Partial ISO 8601 dates. */
  readonly from: string | null;
  readonly to: string | null;
  readonly receipts: readonly AffiliationReceipt[];
}

export interface AffiliationReceipt extends FactState {
  readonly span: TextSpan;
  readonly current: boolean | null;
}

export interface AnnotatedTopic extends FactState {
  /** IPTC Media Topic code: medtop:20000053. */
  readonly code: string;
  /** 0 to 1. */
  readonly score: number;
  readonly origin: Origin;
  /** Where the text earned it; empty when it came with the metadata or from an editor. */
  readonly spans: readonly TextSpan[];
}
