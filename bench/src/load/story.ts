import { at, type Random } from './random.ts';
import {
  type Clauses,
  CUES,
  capitalised,
  INDIRECT_CUES,
  NAMELESS_SPEAKERS,
  placeName,
} from './vocabulary.ts';
import type { Affiliation, Entity, Person, Topic, World } from './world.ts';

/** A range of the story's text; the texts have no astral characters, so it counts in code points and in UTF-16 alike. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface StoryBlock extends Range {
  readonly kind: string;
}

export interface StoryMention extends Range {
  readonly entity: Entity;
  readonly form: 'NAME' | 'ALIAS';
}

export interface StoryQuote {
  readonly kind: 'DIRECT' | 'INDIRECT' | 'MIXED';
  readonly attribution: string;
  readonly content: readonly Range[];
  readonly quoted: readonly Range[];
  readonly cue: Range;
  readonly speakerSpan: Range | null;
  readonly speakers: readonly Entity[];
  readonly speakingFor: Entity | null;
  /** Index of the quote that this one stands in. */
  readonly within: number | null;
  readonly topics: readonly Topic[];
}

export interface StoryReceipt extends Range {
  readonly person: Person;
  readonly affiliation: Affiliation;
}

export interface StoryTopic {
  readonly topic: Topic;
  readonly spans: readonly Range[];
}

/** An article as it was written, with everything that stands in it. */
export interface Story {
  readonly text: string;
  readonly headline: string;
  readonly standfirst: string | null;
  readonly dateline: string | null;
  readonly byline: string | null;
  readonly blocks: readonly StoryBlock[];
  readonly mentions: readonly StoryMention[];
  /** An outer report stands before what it reports. */
  readonly quotes: readonly StoryQuote[];
  readonly receipts: readonly StoryReceipt[];
  readonly topics: readonly StoryTopic[];
}

/** Four quotes an article on average. */
const QUOTE_COUNTS = [0, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 7, 10];

/** Writes one story of the world: 2,000 to 6,000 characters. */
export function writeStory(world: World, clauses: Clauses, random: Random): Story {
  return new StoryWriter(world, clauses, random).write();
}

class StoryWriter {
  #text = '';
  readonly #blocks: StoryBlock[] = [];
  readonly #mentions: StoryMention[] = [];
  readonly #quotes: StoryQuote[] = [];
  readonly #receipts: StoryReceipt[] = [];
  readonly #named = new Set<Entity>();
  readonly #people: readonly Person[];
  readonly #cast: readonly Entity[];
  readonly #topics: readonly Topic[];
  readonly #topicSpans = new Map<Topic, Range[]>();

  constructor(
    world: World,
    private readonly clauses: Clauses,
    private readonly random: Random,
  ) {
    const people = world.personRanks.drawDistinct(random, random.between(2, 5));
    const organisations = world.organisationRanks.drawDistinct(random, random.between(2, 5));
    const topics = world.topicRanks.drawDistinct(random, random.between(2, 4));
    this.#people = people.map((rank) => at(world.people, rank));
    this.#cast = [...this.#people, ...organisations.map((rank) => at(world.organisations, rank))];
    this.#topics = topics.map((rank) => at(world.assignableTopics, rank));
  }

  write(): Story {
    const { random } = this;
    const headline = this.#block('HEADLINE', () => this.#add(capitalised(this.clauses.pick(random))));
    const standfirst = random.chance(0.6) ? this.#block('STANDFIRST', () => this.#plain()) : null;
    const byline = random.chance(0.8)
      ? this.#block('BYLINE', () => this.#add(`By ${placeName(random.between(0, 300))} Desk`))
      : null;
    const dateline = random.chance(0.7)
      ? this.#block('DATELINE', () => this.#add(placeName(random.between(0, 400)).toUpperCase()))
      : null;
    this.#body();
    if (random.chance(0.4)) this.#block('CAPTION', () => this.#plain());
    if (random.chance(0.3))
      this.#block('RELATED', () => this.#add(`Read more: ${this.clauses.pick(random)}`));
    if (random.chance(0.2)) this.#block('FURNITURE', () => this.#add('Load Next Story'));
    return {
      text: this.#text,
      headline,
      standfirst,
      dateline,
      byline,
      blocks: this.#blocks,
      mentions: this.#mentions,
      quotes: this.#quotes,
      receipts: this.#receipts,
      topics: this.#topics.map((topic) => ({ topic, spans: this.#topicSpans.get(topic) ?? [] })),
    };
  }

  #body(): void {
    const { random } = this;
    const sentences: (() => void)[] = [];
    const quotes = random.pick(QUOTE_COUNTS);
    for (let count = 0; count < quotes; count += 1) sentences.push(() => this.#quote());
    for (const topic of this.#topics)
      if (random.chance(0.7)) sentences.push(() => this.#topicSentence(topic));
    for (let count = random.between(4, 9); count > 0; count -= 1)
      sentences.push(() => this.#mentionSentence());
    for (let count = random.between(7, 16); count > 0; count -= 1) sentences.push(() => this.#plain());
    const order = random.shuffled(sentences);
    for (let done = 0; done < order.length; ) {
      const size = random.between(1, 3);
      this.#block('PARAGRAPH', () => {
        for (const [index, sentence] of order.slice(done, done + size).entries()) {
          if (index > 0) this.#add(' ');
          sentence();
        }
      });
      done += size;
      if (random.chance(0.04))
        this.#block('HEADING', () => this.#add(capitalised(this.clauses.pick(random))));
    }
  }

  /** Writes a block, a blank line before it, and gives its text. */
  #block(kind: string, write: () => void): string {
    if (this.#text !== '') this.#text += '\n\n';
    const start = this.#text.length;
    write();
    this.#blocks.push({ kind, start, end: this.#text.length });
    return this.#text.slice(start);
  }

  #add(text: string): Range {
    const start = this.#text.length;
    this.#text += text;
    return { start, end: this.#text.length };
  }

  /** Names somebody: in full the first time, and as one does afterwards. */
  #name(entity: Entity): Range {
    const isFirst = !this.#named.has(entity);
    this.#named.add(entity);
    const range = this.#add(isFirst ? entity.name : entity.shortName);
    this.#mentions.push({ ...range, entity, form: isFirst ? 'NAME' : 'ALIAS' });
    return range;
  }

  #plain(): void {
    this.#add(`${capitalised(this.clauses.pick(this.random))}, and ${this.clauses.pick(this.random)}.`);
  }

  #topicSentence(topic: Topic): void {
    this.#add(`${capitalised(this.clauses.pick(this.random))} in a dispute over `);
    const span = this.#add(topic.name);
    this.#add('.');
    this.#topicSpans.set(topic, [...(this.#topicSpans.get(topic) ?? []), span]);
  }

  #mentionSentence(): void {
    this.#add(`${capitalised(this.clauses.pick(this.random))}, according to plans of `);
    this.#name(this.random.pick(this.#cast));
    if (this.random.chance(0.5)) {
      this.#add(' and ');
      this.#name(this.random.pick(this.#cast));
    }
    this.#add('.');
  }

  /** Names a speaker, the first time with the office that a text gives a person. */
  #speaker(entity: Entity): { readonly span: Range; readonly speakingFor: Entity | null } {
    const affiliation = isPerson(entity) && !this.#named.has(entity) ? entity.affiliations[0] : undefined;
    const { start, end } = this.#name(entity);
    if (!isPerson(entity) || affiliation === undefined || this.random.chance(0.3))
      return { span: { start, end }, speakingFor: null };
    this.#add(affiliation.role === null ? ' of ' : `, ${affiliation.role} of `);
    const span = { start, end: this.#name(affiliation.organisation).end };
    this.#receipts.push({ ...span, person: entity, affiliation });
    return { span, speakingFor: this.random.chance(0.4) ? affiliation.organisation : null };
  }

  #quote(): void {
    const { random } = this;
    const form = random.fraction();
    if (form < 0.1) this.#namelessQuote();
    else if (form < 0.13) this.#reportedReport();
    else if (form < 0.5) this.#directQuote(random.chance(0.25));
    else if (form < 0.8) this.#indirectQuote();
    else this.#mixedQuote();
  }

  /** The words of a quote, which name somebody now and then. */
  #words(): Range {
    const start = this.#text.length;
    this.#add(this.clauses.pick(this.random));
    if (this.random.chance(0.3)) {
      this.#add(' because of ');
      this.#name(this.random.pick(this.#cast));
    }
    return { start, end: this.#text.length };
  }

  #speakers(): {
    readonly speakers: readonly Entity[];
    readonly span: Range;
    readonly speakingFor: Entity | null;
  } {
    const first = this.random.chance(0.85) ? this.random.pick(this.#people) : this.random.pick(this.#cast);
    const { span, speakingFor } = this.#speaker(first);
    if (!this.random.chance(0.03)) return { speakers: [first], span, speakingFor };
    const second = this.#cast.find((entity) => entity !== first);
    if (second === undefined) return { speakers: [first], span, speakingFor };
    this.#add(' and ');
    const { end } = this.#name(second);
    return { speakers: [first, second], span: { start: span.start, end }, speakingFor: null };
  }

  #directQuote(isSplit: boolean): void {
    this.#add('“');
    const content = [this.#words()];
    this.#add(',” ');
    const { speakers, span, speakingFor } = this.#speakers();
    this.#add(' ');
    const cue = this.#add(this.random.pick(CUES));
    if (isSplit) {
      this.#add(', “');
      content.push(this.#words());
      this.#add('.”');
    } else this.#add('.');
    this.#keep({
      kind: 'DIRECT',
      attribution: 'IDENTIFIED',
      content,
      quoted: content,
      cue,
      speakerSpan: span,
      speakers,
      speakingFor,
    });
  }

  #indirectQuote(): void {
    const { speakers, span, speakingFor } = this.#speakers();
    this.#add(' ');
    const cue = this.#add(this.random.pick(INDIRECT_CUES));
    this.#add(' that ');
    const content = [this.#words()];
    this.#add('.');
    this.#keep({
      kind: 'INDIRECT',
      attribution: 'IDENTIFIED',
      content,
      quoted: [],
      cue,
      speakerSpan: span,
      speakers,
      speakingFor,
    });
  }

  #mixedQuote(): void {
    const { speakers, span, speakingFor } = this.#speakers();
    this.#add(' ');
    const cue = this.#add(this.random.pick(INDIRECT_CUES));
    this.#add(' that ');
    const { start } = this.#words();
    this.#add(' and called it “');
    const quoted = this.#add(this.clauses.pick(this.random));
    this.#add('”');
    const content = [{ start, end: this.#text.length }];
    this.#add('.');
    this.#keep({
      kind: 'MIXED',
      attribution: 'IDENTIFIED',
      content,
      quoted: [quoted],
      cue,
      speakerSpan: span,
      speakers,
      speakingFor,
    });
  }

  #namelessQuote(): void {
    const attribution = this.random.pick(['ANONYMOUS', 'COLLECTIVE', 'DOCUMENT'] as const);
    const speakerSpan = this.#add(capitalised(this.random.pick(NAMELESS_SPEAKERS[attribution])));
    this.#add(' ');
    const cue = this.#add('said');
    this.#add(' that ');
    const content = [this.#words()];
    this.#add('.');
    this.#keep({
      kind: 'INDIRECT',
      attribution,
      content,
      quoted: [],
      cue,
      speakerSpan,
      speakers: [],
      speakingFor: null,
    });
  }

  /** Somebody says that somebody else had acknowledged something: a report inside a report. */
  #reportedReport(): void {
    const outer = this.#speakers();
    this.#add(' ');
    const outerCue = this.#add('said');
    this.#add(' that ');
    const inner = this.random.pick(this.#cast);
    const { span } = this.#speaker(inner);
    this.#add(' had ');
    const cue = this.#add('acknowledged');
    this.#add(' that ');
    const words = this.#words();
    this.#add('.');
    const within = this.#quotes.length;
    const reported = { kind: 'INDIRECT', attribution: 'IDENTIFIED', quoted: [] } as const;
    this.#keep({
      ...reported,
      content: [{ start: span.start, end: words.end }],
      cue: outerCue,
      speakerSpan: outer.span,
      speakers: outer.speakers,
      speakingFor: outer.speakingFor,
    });
    this.#keep(
      { ...reported, content: [words], cue, speakerSpan: span, speakers: [inner], speakingFor: null },
      within,
    );
  }

  #keep(quote: Omit<StoryQuote, 'within' | 'topics'>, within: number | null = null): void {
    const topics = this.random.chance(0.6) ? [this.random.pick(this.#topics)] : [];
    this.#quotes.push({ ...quote, within, topics });
  }
}

function isPerson(entity: Entity): entity is Person {
  return entity.kind === 'person';
}
