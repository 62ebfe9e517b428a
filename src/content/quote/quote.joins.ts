import type { Model } from '../../planner/declaration.ts';
import { flagged } from '../../planner/sources.ts';

/** A speaker of a quote; as visible as the quote. */
export const quoteSpeakerModel: Model = { table: 'quote_speaker', visible: flagged };

/** A topic of a quote; as visible as the quote. */
export const quoteTopicModel: Model = { table: 'quote_topic', visible: flagged };

/** A mention inside a quote's spans; visible when both are. */
export const quoteMentionModel: Model = { table: 'quote_mention', visible: flagged };

/** Whom a quote's words mention, once each, never its speaker. */
export const quoteAboutModel: Model = { table: 'quote_about', visible: flagged };
