import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  Arg,
  buildSchema,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { builtFile } from '../project.ts';

/**
 * The stack as tutorials put it together: a class for each table, a resolver for each relation, Prisma's client with its
 * defaults. Prisma gathers `findUnique` calls of one tick by itself; nothing else is batched.
 */

// The generated client is built with the project, so its types are not known here.
const { PrismaClient } = await import(builtFile('database/generated/client.js'));
const prisma = new PrismaClient({
  adapter: new PrismaPg({ connectionString: process.env['DATABASE_URL'] ?? '' }),
});

@ObjectType()
class Organisation {
  @Field(() => ID) id!: string;
  @Field(() => String) slug!: string;
  @Field(() => String) name!: string;
}

@ObjectType()
class Topic {
  @Field(() => ID) id!: string;
  @Field(() => String) slug!: string;
  @Field(() => String) name!: string;
}

@ObjectType()
class Person {
  @Field(() => ID) id!: string;
  @Field(() => String) slug!: string;
  @Field(() => String) name!: string;
  @Field(() => [String]) aliases!: string[];
}

@ObjectType()
class Affiliation {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true }) role!: string | null;
  @Field(() => Boolean, { nullable: true }) current!: boolean | null;
  organisationId!: string;
}

@ObjectType()
class Article {
  @Field(() => ID) id!: string;
  @Field(() => String) slug!: string;
  @Field(() => String) headline!: string;
  @Field(() => String, { nullable: true }) standfirst!: string | null;
  @Field(() => Date, { nullable: true }) publishedAt!: Date | null;
  publisherId!: string | null;
}

@ObjectType()
class Quote {
  @Field(() => ID) id!: string;
  @Field(() => String) text!: string;
  @Field(() => String) kind!: string;
  articleId!: string;
}

@ObjectType()
class QuoteSpeaker {
  personId!: string | null;
  organisationId!: string | null;
}

@ObjectType()
class ArticlePage {
  @Field(() => Int) totalCount!: number;
  @Field(() => [Article]) nodes!: Article[];
  @Field(() => Boolean) hasNextPage!: boolean;
  @Field(() => String, { nullable: true }) endCursor!: string | null;
}

@Resolver(() => Article)
class ArticleResolver {
  @Query(() => Article, { nullable: true })
  article(@Arg('slug', () => String) slug: string): Promise<Article | null> {
    return prisma.article.findUnique({ where: { slug, isVisible: true } });
  }

  @Query(() => [Article])
  articles(@Arg('first', () => Int) first: number): Promise<Article[]> {
    return prisma.article.findMany({
      where: { isVisible: true },
      orderBy: [{ sortAt: 'desc' }, { id: 'desc' }],
      take: first,
    });
  }

  @FieldResolver(() => Organisation, { nullable: true })
  publisher(@Root() article: Article): Promise<Organisation> | null {
    return article.publisherId === null
      ? null
      : prisma.organisation.findUnique({ where: { id: article.publisherId } });
  }

  @FieldResolver(() => [Topic])
  async topics(@Root() article: Article, @Arg('first', () => Int) first: number): Promise<Topic[]> {
    const assignments: { topic: Topic }[] = await prisma.topicAssignment.findMany({
      where: { articleId: article.id, isVisible: true },
      orderBy: { score: 'desc' },
      take: first,
      include: { topic: true },
    });
    return assignments.map(({ topic }) => topic);
  }

  @FieldResolver(() => [Quote])
  quotes(@Root() article: Article, @Arg('first', () => Int) first: number): Promise<Quote[]> {
    return prisma.quote.findMany({
      where: { articleId: article.id, isVisible: true },
      orderBy: { spanStart: 'asc' },
      take: first,
    });
  }
}

@Resolver(() => Quote)
class QuoteResolver {
  @FieldResolver(() => [QuoteSpeaker])
  speakers(@Root() quote: Quote): Promise<QuoteSpeaker[]> {
    return prisma.quoteSpeaker.findMany({ where: { quoteId: quote.id }, orderBy: { position: 'asc' } });
  }

  @FieldResolver(() => Article)
  article(@Root() quote: Quote): Promise<Article> {
    return prisma.article.findUnique({ where: { id: quote.articleId } });
  }
}

@Resolver(() => QuoteSpeaker)
class QuoteSpeakerResolver {
  @FieldResolver(() => Person, { nullable: true })
  person(@Root() speaker: QuoteSpeaker): Promise<Person> | null {
    return speaker.personId === null ? null : prisma.person.findUnique({ where: { id: speaker.personId } });
  }

  @FieldResolver(() => Organisation, { nullable: true })
  organisation(@Root() speaker: QuoteSpeaker): Promise<Organisation> | null {
    return speaker.organisationId === null
      ? null
      : prisma.organisation.findUnique({ where: { id: speaker.organisationId } });
  }
}

@Resolver(() => Person)
class PersonResolver {
  @Query(() => Person, { nullable: true })
  person(@Arg('slug', () => String) slug: string): Promise<Person | null> {
    return prisma.person.findUnique({ where: { slug, isVisible: true } });
  }

  @FieldResolver(() => [Quote])
  async quotes(@Root() person: Person, @Arg('first', () => Int) first: number): Promise<Quote[]> {
    const speakers: { quote: Quote }[] = await prisma.quoteSpeaker.findMany({
      where: { personId: person.id, isVisible: true },
      orderBy: [{ sortAt: 'desc' }, { quoteId: 'desc' }],
      take: first,
      include: { quote: true },
    });
    return speakers.map(({ quote }) => quote);
  }

  @FieldResolver(() => [Affiliation])
  affiliations(@Root() person: Person, @Arg('first', () => Int) first: number): Promise<Affiliation[]> {
    return prisma.affiliation.findMany({
      where: { personId: person.id, isVisible: true },
      orderBy: [{ current: 'desc' }, { sortAt: 'desc' }],
      take: first,
    });
  }
}

@Resolver(() => Affiliation)
class AffiliationResolver {
  @FieldResolver(() => Organisation)
  organisation(@Root() affiliation: Affiliation): Promise<Organisation> {
    return prisma.organisation.findUnique({ where: { id: affiliation.organisationId } });
  }
}

@Resolver(() => Topic)
class TopicResolver {
  @Query(() => Topic, { nullable: true })
  topic(@Arg('slug', () => String) slug: string): Promise<Topic | null> {
    return prisma.topic.findUnique({ where: { slug } });
  }

  /** Prisma's cursor: the row after the one of this id. */
  @FieldResolver(() => ArticlePage)
  async articles(
    @Root() topic: Topic,
    @Arg('first', () => Int) first: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<ArticlePage> {
    const where = { topicId: topic.id, isVisible: true };
    const found: { id: string; article: Article }[] = await prisma.topicAssignment.findMany({
      where,
      orderBy: [{ sortAt: 'desc' }, { articleId: 'desc' }],
      take: first + 1,
      ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
      include: { article: true },
    });
    const shown = found.slice(0, first);
    return {
      totalCount: await prisma.topicAssignment.count({ where }),
      nodes: shown.map(({ article }) => article),
      hasNextPage: found.length > first,
      endCursor: shown.at(-1)?.id ?? null,
    };
  }
}

const schema = await buildSchema({
  resolvers: [
    ArticleResolver,
    QuoteResolver,
    QuoteSpeakerResolver,
    PersonResolver,
    AffiliationResolver,
    TopicResolver,
  ],
});
await startStandaloneServer(new ApolloServer({ schema }), {
  listen: { port: Number(process.env['PORT']), host: '127.0.0.1' },
});
