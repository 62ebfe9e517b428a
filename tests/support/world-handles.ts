import type {
  AffiliationReceipt,
  AnnotatedMention,
  AnnotatedOrganisation,
  AnnotatedPerson,
  AnnotatedQuote,
  AnnotatedTopic,
  ArticleFields,
  BlockKind,
  FactState,
} from '../../src/text/annotated-article.ts';

/** A row under construction; it has its id once the world is saved. */
export class Handle {
  #id: string | undefined;

  constructor(readonly label: string) {}

  /** The row's UUID. Throws before `world.save()`. */
  get id(): string {
    if (this.#id === undefined) throw new Error(`${this.label} has no id before world.save()`);
    return this.#id;
  }

  /** For `world.save()`. */
  saved(id: string): void {
    this.#id = id;
  }
}

export class PersonHandle extends Handle {
  readonly type = 'person';

  constructor(readonly entity: AnnotatedPerson) {
    super(`person ${entity.name}`);
  }
}

export class OrganisationHandle extends Handle {
  readonly type = 'organisation';

  constructor(
    readonly entity: AnnotatedOrganisation,
    readonly parent: OrganisationHandle | undefined,
  ) {
    super(`organisation ${entity.name}`);
  }
}

export type AnyEntityHandle = PersonHandle | OrganisationHandle;

export type PersonOptions = Partial<Pick<AnnotatedPerson, 'slug' | 'aliases' | 'identifiers'>>;
export type OrganisationOptions = Partial<
  Pick<AnnotatedOrganisation, 'slug' | 'aliases' | 'identifiers' | 'organisationKind'>
> & { readonly parent?: OrganisationHandle };

export interface TopicOptions {
  /** By default the next unused one from `medtop:90000001` on. */
  readonly code?: string;
  readonly definition?: string;
  readonly broader?: TopicHandle;
  readonly retiredAt?: Date;
}

export class TopicHandle extends Handle {
  constructor(
    readonly name: string,
    readonly slug: string,
    readonly code: string,
    readonly options: TopicOptions,
  ) {
    super(`topic ${name}`);
  }
}

/** What a test may say of an article's row; what it leaves out is null, empty or made up. */
export type ArticleOptions = Partial<Omit<ArticleFields, 'publisher'>> & {
  /** PUBLISHED by default. */
  readonly status?: 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN';
  readonly publisher?: OrganisationHandle;
  /** By default the headline, and a paragraph for each fact whose words are not there yet. */
  readonly text?: string;
  /** Kinds of the text's paragraphs (what empty lines separate), in order; by default a HEADLINE, then PARAGRAPHs. */
  readonly blocks?: readonly BlockKind[];
};

/** CONFIRMED, 1 and `test` by default. */
export type FactOptions = Partial<FactState>;

export type MentionOptions = FactOptions & Partial<Pick<AnnotatedMention, 'form'>>;

export type QuoteOptions = FactOptions &
  Partial<Pick<AnnotatedQuote, 'kind' | 'act' | 'attribution'>> & {
    readonly speakers?: readonly AnyEntityHandle[];
    /** Words of the text that name the speaker. */
    readonly speakerWords?: string;
    /** Words of the text that report. */
    readonly cue?: string;
    /** The parts inside quotation marks; by default all of a DIRECT or MIXED quote. */
    readonly quoted?: readonly string[];
    readonly speakingFor?: OrganisationHandle;
    readonly addressee?: AnyEntityHandle;
    readonly within?: QuoteHandle;
    readonly topics?: readonly TopicHandle[];
  };

export type AffiliationOptions = FactOptions &
  Partial<Pick<AffiliationReceipt, 'current'>> & {
    readonly role?: string | null;
    readonly from?: string;
    readonly to?: string;
  };

export type AssignmentOptions = FactOptions &
  Partial<Pick<AnnotatedTopic, 'score' | 'origin'>> & {
    /** Words of the text that earn the topic; none by default. */
    readonly words?: readonly string[];
  };

export class MentionHandle extends Handle {
  constructor(
    readonly entity: AnyEntityHandle,
    readonly exact: string,
    readonly options: MentionOptions,
  ) {
    super(`mention of ${entity.label}`);
  }
}

export class QuoteHandle extends Handle {
  constructor(
    readonly exacts: readonly string[],
    readonly options: QuoteOptions,
  ) {
    super(`quote "${exacts.join(' … ')}"`);
  }
}

/** One receipt, with the affiliation that it says. */
export class ReceiptHandle extends Handle {
  readonly affiliation: Handle;

  constructor(
    readonly person: PersonHandle,
    readonly organisation: OrganisationHandle,
    readonly exact: string,
    readonly options: AffiliationOptions,
  ) {
    super(`receipt of ${person.label} in ${organisation.label}`);
    this.affiliation = new Handle(`affiliation of ${person.label} with ${organisation.label}`);
  }
}

export class AssignmentHandle extends Handle {
  constructor(
    readonly topic: TopicHandle,
    readonly options: AssignmentOptions,
  ) {
    super(`assignment of ${topic.label}`);
  }
}

export class ArticleHandle extends Handle {
  readonly mentions: MentionHandle[] = [];
  readonly quotes: QuoteHandle[] = [];
  readonly receipts: ReceiptHandle[] = [];
  readonly assignments: AssignmentHandle[] = [];

  constructor(
    readonly slug: string,
    readonly headline: string,
    readonly options: ArticleOptions,
  ) {
    super(`article ${slug}`);
  }
}
