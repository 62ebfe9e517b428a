import { Field, ID, InputType } from 'type-graphql';
import { DateTime } from '../node/date-time.scalar.ts';

const NULLS = '`not` also matches null.';

@InputType({ description: `Filters a text; all operators given must hold. ${NULLS}` })
export class StringFilter {
  @Field(() => String, { nullable: true, description: 'Is exactly this.' })
  equals?: string;

  @Field(() => [String], { nullable: true, description: 'Is one of these; an empty list matches nothing.' })
  in?: string[];

  @Field(() => String, { nullable: true, description: 'Is anything but this; null too.' })
  not?: string;

  @Field(() => String, { nullable: true, description: 'Has this somewhere; case does not matter.' })
  contains?: string;

  @Field(() => String, { nullable: true, description: 'Begins with this; case does not matter.' })
  startsWith?: string;

  @Field(() => Boolean, { nullable: true, description: 'Is null, or is not.' })
  isNull?: boolean;
}

@InputType({
  description: `Filters an id; all operators given must hold. An id of another type equals none. ${NULLS}`,
})
export class IdFilter {
  @Field(() => ID, { nullable: true, description: 'Is exactly this.' })
  equals?: string;

  @Field(() => [ID], { nullable: true, description: 'Is one of these; an empty list matches nothing.' })
  in?: string[];

  @Field(() => ID, { nullable: true, description: 'Is anything but this; null too.' })
  not?: string;
}

@InputType({ description: 'Filters an instant; all operators given must hold.' })
export class DateTimeFilter {
  @Field(() => DateTime, { nullable: true, description: 'Is exactly this.' })
  equals?: Date;

  @Field(() => DateTime, { nullable: true, description: 'Is later than this.' })
  gt?: Date;

  @Field(() => DateTime, { nullable: true, description: 'Is this or later.' })
  gte?: Date;

  @Field(() => DateTime, { nullable: true, description: 'Is earlier than this.' })
  lt?: Date;

  @Field(() => DateTime, { nullable: true, description: 'Is this or earlier.' })
  lte?: Date;

  @Field(() => Boolean, { nullable: true, description: 'Is null, or is not.' })
  isNull?: boolean;
}
