import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UserError } from '../content/node/user-error.type.ts';
import { Quote } from '../content/quote/quote.type.ts';
import { Attribution, QuoteAct, QuoteKind } from '../database/generated/enums.ts';
import { Reference } from '../planner/decorators.ts';
import { written } from '../planner/written.ts';
import { EditInput } from './edit-input.ts';
import { TextSelectorInput } from './text-selector.ts';

/** More spans, speakers or topics than any quote has. */
export const MAX_PARTS = 50;

@InputType({ description: 'A quote that the pipeline did not find; it is CONFIRMED.' })
export class AddQuoteInput extends EditInput {
  @Field(() => ID, { description: 'The article that reports it.' })
  article!: string;

  @Field(() => [TextSelectorInput], {
    description: `The words attributed, without enclosing quotation marks, in the order of the text; several where the cue or a paragraph break splits them, ${MAX_PARTS} at most.`,
  })
  spans!: TextSelectorInput[];

  @Field(() => QuoteKind, { description: 'How the words are given.' })
  kind!: QuoteKind;

  @Field(() => [TextSelectorInput], {
    nullable: true,
    description:
      'For MIXED: the parts in quotation marks, without the marks, looked for in the words. A DIRECT quote is quoted whole, an INDIRECT one nowhere.',
  })
  quoted?: TextSelectorInput[] | null;

  @Field(() => QuoteAct, { defaultValue: QuoteAct.SPEECH, description: 'What is reported.' })
  act!: QuoteAct;

  @Field(() => TextSelectorInput, {
    nullable: true,
    description: 'The words that report, such as "said"; looked for in the blocks of the words first.',
  })
  cue?: TextSelectorInput | null;

  @Field(() => TextSelectorInput, {
    nullable: true,
    description: 'The words that name who speaks; looked for in the blocks of the words first.',
  })
  speakerWords?: TextSelectorInput | null;

  @Field(() => [ID], { nullable: true, description: 'The people and organisations who speak, in order.' })
  speakers?: string[] | null;

  @Field(() => Attribution, {
    nullable: true,
    description: 'Who the speaker is. Not given: IDENTIFIED with speakers, UNATTRIBUTED without.',
  })
  attribution?: Attribution | null;

  @Field(() => ID, { nullable: true, description: 'The organisation that they speak for.' })
  speakingFor?: string | null;

  @Field(() => ID, { nullable: true, description: 'The person or organisation spoken to.' })
  addressee?: string | null;

  @Field(() => ID, { nullable: true, description: 'The quote of the same article that this one stands in.' })
  within?: string | null;

  @Field(() => [ID], { nullable: true, description: 'The topics that the words are about.' })
  topics?: string[] | null;
}

@InputType({
  description:
    'Who says a quote. Of `speakingFor`, `addressee`, `cue` and `speakerWords`, what is not given stays, and null takes it away.',
})
export class AttributeQuoteInput extends EditInput {
  @Field(() => ID, { description: 'Which quote.' })
  id!: string;

  @Field(() => Int, { description: 'The version that was read: another one is a CONFLICT.' })
  version!: number;

  @Field(() => [ID], {
    description: 'All people and organisations who speak, in order; empty where nobody is identified.',
  })
  speakers!: string[];

  @Field(() => Attribution, {
    nullable: true,
    description: 'Who the speaker is. Not given: IDENTIFIED with speakers, UNATTRIBUTED without.',
  })
  attribution?: Attribution | null;

  @Field(() => ID, { nullable: true, description: 'The organisation that they speak for.' })
  speakingFor?: string | null;

  @Field(() => ID, { nullable: true, description: 'The person or organisation spoken to.' })
  addressee?: string | null;

  @Field(() => TextSelectorInput, {
    nullable: true,
    description: 'The words that report, such as "said"; looked for in the blocks of the words first.',
  })
  cue?: TextSelectorInput | null;

  @Field(() => TextSelectorInput, {
    nullable: true,
    description: 'The words that name who speaks; looked for in the blocks of the words first.',
  })
  speakerWords?: TextSelectorInput | null;
}

@InputType({
  description:
    'What is put right of a quote’s words; what is not given stays, and null is REQUIRED, but for `quoted`.',
})
export class UpdateQuoteInput extends EditInput {
  @Field(() => ID, { description: 'Which quote.' })
  id!: string;

  @Field(() => Int, { description: 'The version that was read: another one is a CONFLICT.' })
  version!: number;

  @Field(() => [TextSelectorInput], {
    nullable: true,
    description: `All words attributed, without enclosing quotation marks, in the order of the text; ${MAX_PARTS} spans at most.`,
  })
  spans?: TextSelectorInput[] | null;

  @Field(() => QuoteKind, { nullable: true, description: 'How the words are given.' })
  kind?: QuoteKind | null;

  @Field(() => [TextSelectorInput], {
    nullable: true,
    description:
      'For MIXED: all parts in quotation marks, without the marks. Must be given where a quote becomes MIXED, or a MIXED one gets other words.',
  })
  quoted?: TextSelectorInput[] | null;

  @Field(() => QuoteAct, { nullable: true, description: 'What is reported.' })
  act?: QuoteAct | null;

  @Field(() => [ID], { nullable: true, description: 'All topics that the words are about.' })
  topics?: string[] | null;
}

@InputType({ description: 'A quote to take out of the record.' })
export class DeleteQuoteInput extends EditInput {
  @Field(() => ID, { description: 'Which quote.' })
  id!: string;

  @Field(() => Int, { description: 'The version that was read: another one is a CONFLICT.' })
  version!: number;
}

/** What the payloads of all edits of a quote show. */
@ObjectType()
abstract class QuotePayload {
  @Reference(
    () => Quote,
    {
      description:
        'As it is now; null where there is none, or the input was refused. Where another quote has these very words, that one.',
      nullable: true,
    },
    written('quote'),
  )
  quote!: Quote | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty where it was not.' })
  userErrors!: UserError[];
}

@ObjectType({ description: 'The quote that was added, as editors see it.' })
export class AddQuotePayload extends QuotePayload {}

@ObjectType({
  description: 'The quote that was attributed, as editors see it; where there was a conflict, as it is.',
})
export class AttributeQuotePayload extends QuotePayload {}

@ObjectType({
  description: 'The quote that was changed, as editors see it; where there was a conflict, as it is.',
})
export class UpdateQuotePayload extends QuotePayload {}

@ObjectType({
  description: 'Whether the quote was deleted; where there was a conflict, the quote as it is.',
})
export class DeleteQuotePayload extends QuotePayload {}
