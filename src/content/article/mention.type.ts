import { ObjectType, registerEnumType } from 'type-graphql';
import { MentionForm } from '../../database/generated/enums.ts';
import { Column, Model, Reference } from '../../planner/decorators.ts';
import { byKey, flagged } from '../../planner/sources.ts';
import { Entity } from '../entity/entity.type.ts';
import { connectionType } from '../node/connection.type.ts';
import { Fact } from '../node/fact.type.ts';
import { Node } from '../node/node.type.ts';
import { OWN_SPAN, TextSpan } from '../node/text-span.type.ts';
import { Article } from './article.type.ts';

registerEnumType(MentionForm, {
  name: 'MentionForm',
  description: 'How a mention names its entity.',
  valuesConfig: {
    NAME: { description: 'By name, with the rank that touches it: "General Munir".' },
    ALIAS: { description: 'By an acronym or another name: "ISPR".' },
    TITLE: { description: 'By an office: "the Centcom chief".' },
    DESCRIPTION: { description: 'By what it is: "visiting dignitary".' },
    PRONOUN: { description: 'By a pronoun: "he".' },
    GROUP: { description: 'As one of several: one row for each member, same span ("Both leaders").' },
  },
});

/** Readers see confirmed mentions of visible articles: a stored flag. */
export const mentionModel = {
  table: 'mention',
  idPrefix: 'mention',
  visible: flagged,
} satisfies Parameters<typeof Model>[0];

@ObjectType({
  implements: [Node, Fact],
  description: 'A place in a text that names a person or an organisation.',
})
@Model(mentionModel)
export class Mention extends Node {
  @Reference(() => Entity, { description: 'Who or what is named.' }, { kind: 'oneOf', keyPrefix: '' })
  entity!: Entity;

  @Column(() => MentionForm, { description: 'How.' })
  form!: MentionForm;

  @Reference(() => Article, { description: 'In which article.' }, byKey('article_id'))
  article!: Article;

  @Reference(() => TextSpan, { description: 'The words.' }, OWN_SPAN)
  span!: TextSpan;
}

export const MentionConnection = connectionType('Mention', () => Mention, { of: 'mentions' });
