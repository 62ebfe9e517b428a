import { Field, InputType, registerEnumType } from 'type-graphql';
import { registerInputType } from '../../planner/input-types.ts';
import { articleModel } from '../article/article.type.ts';
import { organisationModel } from '../organisation/organisation.type.ts';
import { personModel } from '../person/person.type.ts';
import { quoteModel } from '../quote/quote.type.ts';
import { topicModel } from '../topic/topic.type.ts';

const OrderDirection = { ASC: 'ASC', DESC: 'DESC' } as const;
registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'Which end comes first.',
  valuesConfig: { ASC: { description: 'The least first.' }, DESC: { description: 'The greatest first.' } },
});

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  PUBLISHED_AT: 'By publishedAt, or recordedAt where that is null.',
  RECORDED_AT: 'By when it came into this database.',
  HEADLINE: 'By headline, in the order of the Unicode root collation.',
  NAME: 'By name, in the order of the Unicode root collation.',
  QUOTE_COUNT: 'By how many quotes readers see.',
  ARTICLE_COUNT: 'By how many articles readers see.',
  TEXT: 'The order in which they stand in the article; outside one, by article, newest first, then place in it.',
  CONFIDENCE: 'By how sure its finder is.',
  CODE: 'By IPTC code; topics without one come last.',
};

order('Article', articleModel.orders);
order('Person', personModel.orders);
order('Organisation', organisationModel.orders);
order('Quote', quoteModel.orders);
order('Topic', topicModel.orders);

/** Builds `<name>OrderField` and `<name>Order` from the orders that a model declares. */
function order(name: string, orders: object): void {
  const fields = Object.keys(orders);
  const OrderField = Object.fromEntries(fields.map((field) => [field, field]));
  registerEnumType(OrderField, {
    name: `${name}OrderField`,
    description: `What ${name === 'Person' ? 'people' : `${name.toLowerCase()}s`} may be ordered by.`,
    valuesConfig: Object.fromEntries(
      fields.map((field) => [field, { description: DESCRIPTIONS[field] ?? '' }]),
    ),
  });
  class Order {}
  InputType(`${name}Order`, { description: 'One value to order by, and its direction.' })(Order);
  Field(() => OrderField, { description: 'By what.' })(Order.prototype, 'field');
  Field(() => OrderDirection, { description: 'Which end comes first.', defaultValue: OrderDirection.ASC })(
    Order.prototype,
    'direction',
  );
  registerInputType(`${name}Order`, Order);
}
