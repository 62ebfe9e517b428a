import { ObjectType, registerEnumType } from 'type-graphql';
import { BlockKind } from '../../database/generated/enums.ts';
import { Column, type Model, Reference } from '../../planner/decorators.ts';
import { OWN_SPAN, TextSpan } from '../node/text-span.type.ts';

registerEnumType(BlockKind, {
  name: 'BlockKind',
  description: 'What part of an article a block is. RELATED and FURNITURE give no facts.',
  valuesConfig: {
    HEADLINE: { description: 'The title.' },
    STANDFIRST: { description: 'The line under the title.' },
    BYLINE: { description: 'Who wrote it.' },
    CAPTION: { description: 'What a picture shows.' },
    CREDIT: { description: 'Whose picture it is.' },
    DATELINE: { description: 'Where, and perhaps when, it was filed.' },
    PARAGRAPH: { description: 'A paragraph of the body.' },
    HEADING: { description: 'A heading inside the body.' },
    RELATED: { description: 'A link to another story ("Read …").' },
    FURNITURE: { description: 'The page’s own words ("Load Next Story").' },
  },
});

/** Blocks belong to an article's text: who sees the article sees them. */
export const blockModel = { table: 'block' } satisfies Parameters<typeof Model>[0];

@ObjectType({ description: 'A part of an article’s text.' })
export class Block {
  @Column(() => BlockKind, { description: 'What part it is.' })
  kind!: BlockKind;

  @Column(() => String, { description: 'Its text, verbatim.', from: 'exact' })
  text!: string;

  @Reference(() => TextSpan, { description: 'Where it stands.' }, OWN_SPAN)
  span!: TextSpan;
}
