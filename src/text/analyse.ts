import { SpannedText } from '../kernel/text-span.ts';
import { findAffiliations } from './affiliations/find-affiliations.ts';
import type { AnnotatedArticle } from './annotated-article.ts';
import { assemble, type Facts } from './assemble.ts';
import { readSentences } from './grammar/read-sentences.ts';
import { joinDefinedNames } from './mentions/defined-names.ts';
import { currentSubjects, withPublisher } from './metadata-facts.ts';
import { findQuotes } from './quotes/find-quotes.ts';
import { identifySpeakers } from './quotes/speakers.ts';
import type { SourceItem } from './read/source-text.ts';
import { groupMentions } from './resolve/groups.ts';
import { resolve } from './resolve/resolve.ts';
import { segment } from './segment/segment.ts';
import { findTopics } from './topics/find-topics.ts';
import type { TopicIndex } from './topics/topic-index.ts';

/** What the pipeline works with beside the text. */
export interface AnalyseOptions {
  /** Topics to look for; none: the article gets no topics. */
  readonly topics?: TopicIndex;
  /** BCP 47 tag for a source that does not say its language; default `und`. */
  readonly language?: string;
}

/**
 * Finds everything that stands in an article: blocks, people and organisations, quotes with their speakers,
 * affiliations and topics, each with the words that say it, SUGGESTED, with its confidence. What the
 * document's format says of it comes first: its language, dates, publisher and subjects are taken as they are.
 *
 * Pure: the same text gives the same answer. Takes time linear in the text. Refuses a text with a lone surrogate
 * (BAD_USER_INPUT).
 */
export function analyse(source: SourceItem, options: AnalyseOptions = {}): AnnotatedArticle {
  const spanned = new SpannedText(source.text);
  const blocks = segment(spanned, source.marked);
  const read = joinDefinedNames(readSentences(spanned, blocks));
  const everySentence = [...read.sentences, ...read.inside].toSorted((a, b) => a.start - b.start);
  const resolved = resolve(everySentence);
  const offices = findAffiliations(everySentence, resolved);
  const mentions = [
    ...resolved.mentions,
    ...offices.mentions,
    ...groupMentions(everySentence, resolved),
  ].toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const quotes = findQuotes(source.text, read);
  const speakers = identifySpeakers(source.text, quotes, resolved.entities, mentions);
  const topics = options.topics === undefined ? [] : findTopics(everySentence, options.topics);
  const published = withPublisher(resolved.entities, source.fields.publisher);
  const facts: Facts = {
    blocks,
    entities: published.entities,
    publisher: published.key,
    mentions,
    quotes,
    speakers,
    affiliations: offices.affiliations,
    topics,
    subjects: currentSubjects(source.fields.subjects, options.topics),
  };
  return assemble(spanned, source, source.fields.language ?? options.language ?? 'und', facts);
}
