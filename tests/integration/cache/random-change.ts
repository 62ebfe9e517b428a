import type { Transaction } from '../../../src/database/database.ts';
import { SpannedText } from '../../../src/kernel/text-span.ts';
import {
  addAffiliation,
  addArticle,
  addMention,
  addQuote,
  addReceipt,
  assignTopic,
  type EntityId,
  type TestArticle,
} from '../database/rows.ts';
import { AWKWARD_TEXTS, type Choices } from '../read/reference/random-world.ts';
import { EDITING_WRITES } from './random-editing.ts';
import { byId, pick, type RandomWrite } from './random-write.ts';

const SPAN_STATES = ['EXACT', 'LOST', 'MOVED'] as const;
const REVIEWS = ['CONFIRMED', 'CONFIRMED', 'SUGGESTED', 'REJECTED'] as const;

async function entityOf(transaction: Transaction, choices: Choices): Promise<EntityId | undefined> {
  if (choices.chance(50)) {
    const person = pick(choices, await transaction.person.findMany(byId));
    return person && { personId: person.id };
  }
  const organisation = pick(choices, await transaction.organisation.findMany(byId));
  return organisation && { organisationId: organisation.id };
}

async function currentText(transaction: Transaction, choices: Choices): Promise<TestArticle | undefined> {
  const article = pick(choices, await transaction.article.findMany(byId));
  const text = article && (await transaction.articleText.findFirst({ where: { articleId: article.id } }));
  return text ? { id: text.articleId, text: new SpannedText(text.text) } : undefined;
}

/** A piece of a text that stands in it once. */
function piece(article: TestArticle, choices: Choices): string | undefined {
  const characters = [...article.text.text];
  const start = choices.upTo(Math.max(0, characters.length - 12));
  const exact = characters.slice(start, start + 8 + choices.upTo(4)).join('');
  return article.text.locate({ exact }).outcome === 'found' ? exact : undefined;
}

const WRITES: Readonly<Record<string, RandomWrite>> = {
  ...EDITING_WRITES,
  async renamesPerson(transaction, choices) {
    const person = pick(choices, await transaction.person.findMany(byId));
    if (person) {
      await transaction.person.update({
        where: { id: person.id },
        data: { name: choices.one(AWKWARD_TEXTS), aliases: [...choices.some(AWKWARD_TEXTS, 2)] },
      });
    }
  },
  async renamesOrganisation(transaction, choices) {
    const organisation = pick(choices, await transaction.organisation.findMany(byId));
    if (organisation) {
      await transaction.organisation.update({
        where: { id: organisation.id },
        data: { name: choices.one(AWKWARD_TEXTS), organisationKind: choices.one(['STATE', 'NGO']) },
      });
    }
  },
  async renamesTopic(transaction, choices) {
    const topic = pick(choices, await transaction.topic.findMany(byId));
    if (topic) {
      await transaction.topic.update({ where: { id: topic.id }, data: { name: choices.one(AWKWARD_TEXTS) } });
    }
  },
  async movesSlug(transaction, choices) {
    const slug = `slug-${choices.upTo(1_000_000)}`;
    const person = pick(choices, await transaction.person.findMany(byId));
    const topic = pick(choices, await transaction.topic.findMany(byId));
    const article = pick(choices, await transaction.article.findMany(byId));
    const kind = choices.one(['person', 'topic', 'article']);
    if (kind === 'person' && person)
      await transaction.person.update({ where: { id: person.id }, data: { slug } });
    if (kind === 'topic' && topic)
      await transaction.topic.update({ where: { id: topic.id }, data: { slug } });
    if (kind === 'article' && article)
      await transaction.article.update({ where: { id: article.id }, data: { slug } });
  },
  async takesSlugOfNobody(transaction, choices) {
    const person = pick(choices, await transaction.person.findMany(byId));
    if (person) {
      await transaction.person.update({ where: { id: person.id }, data: { slug: 'no-such-slug' } });
    }
  },
  async movesOrganisation(transaction, choices) {
    const organisations = await transaction.organisation.findMany(byId);
    const child = pick(choices, organisations);
    const parent = pick(choices, organisations);
    if (child && parent) {
      await transaction.organisation.update({
        where: { id: child.id },
        data: { parentId: choices.chance(30) ? null : parent.id },
      });
    }
  },
  async movesTopic(transaction, choices) {
    const topics = await transaction.topic.findMany(byId);
    const narrower = pick(choices, topics);
    const broader = pick(choices, topics);
    if (narrower && broader) {
      await transaction.topic.update({
        where: { id: narrower.id },
        data: { broaderId: choices.chance(30) ? null : broader.id },
      });
    }
  },
  async addsTopic(transaction, choices) {
    const broader = pick(choices, await transaction.topic.findMany(byId));
    await transaction.topic.create({
      data: {
        slug: `topic-${choices.upTo(1_000_000)}`,
        name: choices.one(AWKWARD_TEXTS),
        broaderId: broader?.id ?? null,
      },
    });
  },
  async identifies(transaction, choices) {
    const entity = await entityOf(transaction, choices);
    if (entity) {
      await transaction.identifier.create({
        data: { ...entity, scheme: 'LEI', value: `${choices.upTo(1_000_000)}` },
      });
    }
  },
  async forgetsIdentifier(transaction, choices) {
    const identifier = pick(choices, await transaction.identifier.findMany(byId));
    if (identifier) await transaction.identifier.delete({ where: { id: identifier.id } });
  },
  async editsHeadline(transaction, choices) {
    const article = pick(choices, await transaction.article.findMany(byId));
    if (article) {
      await transaction.article.update({
        where: { id: article.id },
        data: { headline: choices.one(AWKWARD_TEXTS), language: choices.one(['en', 'de']) },
      });
    }
  },
  async publishesOrWithdraws(transaction, choices) {
    const article = pick(choices, await transaction.article.findMany(byId));
    if (article) {
      await transaction.article.update({
        where: { id: article.id },
        data: { status: choices.one(['PUBLISHED', 'PUBLISHED', 'DRAFT', 'WITHDRAWN']) },
      });
    }
  },
  async datesArticle(transaction, choices) {
    const article = pick(choices, await transaction.article.findMany(byId));
    if (article) {
      const publishedAt = choices.chance(20) ? null : new Date(Date.UTC(2024, choices.upTo(11), 1));
      await transaction.article.update({ where: { id: article.id }, data: { publishedAt } });
    }
  },
  async givesPublisher(transaction, choices) {
    const article = pick(choices, await transaction.article.findMany(byId));
    const publisher = pick(choices, await transaction.organisation.findMany(byId));
    if (article) {
      await transaction.article.update({
        where: { id: article.id },
        data: { publisherId: choices.chance(30) ? null : (publisher?.id ?? null) },
      });
    }
  },
  async deletesArticle(transaction, choices) {
    const articles = await transaction.article.findMany(byId);
    const article = pick(choices, articles);
    if (article && articles.length > 4) await transaction.article.delete({ where: { id: article.id } });
  },
  async reviewsMention(transaction, choices) {
    const mention = pick(choices, await transaction.mention.findMany(byId));
    if (mention) {
      await transaction.mention.update({
        where: { id: mention.id },
        data: { review: choices.one(REVIEWS), form: choices.one(['NAME', 'ALIAS']) },
      });
    }
  },
  async losesMention(transaction, choices) {
    const mention = pick(choices, await transaction.mention.findMany(byId));
    if (mention) {
      const spanState = choices.one(SPAN_STATES);
      await transaction.mention.update({ where: { id: mention.id }, data: { spanState } });
    }
  },
  async givesMentionToAnother(transaction, choices) {
    const mention = pick(choices, await transaction.mention.findMany(byId));
    const entity = await entityOf(transaction, choices);
    if (mention && entity) {
      await transaction.mention.update({
        where: { id: mention.id },
        data: { personId: null, organisationId: null, ...entity },
      });
    }
  },
  async deletesMention(transaction, choices) {
    const mention = pick(choices, await transaction.mention.findMany(byId));
    if (mention) await transaction.mention.delete({ where: { id: mention.id } });
  },
  async addsMention(transaction, choices) {
    const article = await currentText(transaction, choices);
    const entity = await entityOf(transaction, choices);
    const exact = article && piece(article, choices);
    if (article && entity && exact !== undefined) {
      await addMention(transaction, article, exact, entity, { review: choices.one(REVIEWS) });
    }
  },
  async reviewsQuote(transaction, choices) {
    const quote = pick(choices, await transaction.quote.findMany(byId));
    if (quote) {
      await transaction.quote.update({ where: { id: quote.id }, data: { review: choices.one(REVIEWS) } });
    }
  },
  async editsQuote(transaction, choices) {
    const quote = pick(choices, await transaction.quote.findMany(byId));
    const organisation = pick(choices, await transaction.organisation.findMany(byId));
    const person = pick(choices, await transaction.person.findMany(byId));
    if (quote) {
      await transaction.quote.update({
        where: { id: quote.id },
        data: {
          cue: choices.one(['said', null]),
          kind: choices.one(['DIRECT', 'INDIRECT', 'MIXED']),
          confidence: choices.one([0.25, 0.75]),
          speakingForId: organisation?.id ?? null,
          addresseePersonId: choices.chance(50) ? (person?.id ?? null) : null,
          addresseeOrganisationId: null,
        },
      });
    }
  },
  async losesQuote(transaction, choices) {
    const quote = pick(choices, await transaction.quote.findMany(byId));
    if (quote) {
      const spanState = choices.one(SPAN_STATES);
      await transaction.quote.update({ where: { id: quote.id }, data: { spanState } });
    }
  },
  async freesQuote(transaction, choices) {
    const quote = pick(
      choices,
      await transaction.quote.findMany({ ...byId, where: { withinId: { not: null } } }),
    );
    if (quote) await transaction.quote.update({ where: { id: quote.id }, data: { withinId: null } });
  },
  async deletesQuote(transaction, choices) {
    const quote = pick(choices, await transaction.quote.findMany(byId));
    if (quote) await transaction.quote.delete({ where: { id: quote.id } });
  },
  async deletesQuoteSpan(transaction, choices) {
    const span = pick(choices, await transaction.quoteSpan.findMany({ orderBy: { quoteId: 'asc' } }));
    if (span) {
      const { quoteId, role, position } = span;
      await transaction.quoteSpan.delete({ where: { quoteId_role_position: { quoteId, role, position } } });
    }
  },
  async addsQuote(transaction, choices) {
    const article = await currentText(transaction, choices);
    const entity = await entityOf(transaction, choices);
    const exact = article && piece(article, choices);
    if (article && exact !== undefined) {
      await addQuote(transaction, article, exact, entity ? [entity] : [], { review: choices.one(REVIEWS) });
    }
  },
  async addsSpeaker(transaction, choices) {
    const quote = pick(choices, await transaction.quote.findMany({ ...byId, include: { speakers: true } }));
    const entity = await entityOf(transaction, choices);
    if (quote && entity) {
      const position = Math.max(-1, ...quote.speakers.map((speaker) => speaker.position)) + 1;
      await transaction.quoteSpeaker.create({ data: { quoteId: quote.id, position, ...entity } });
    }
  },
  async changesSpeaker(transaction, choices) {
    const speaker = pick(choices, await transaction.quoteSpeaker.findMany({ orderBy: { quoteId: 'asc' } }));
    const entity = await entityOf(transaction, choices);
    if (!speaker) return;
    const where = { quoteId_position: { quoteId: speaker.quoteId, position: speaker.position } };
    if (entity === undefined || choices.chance(40)) await transaction.quoteSpeaker.delete({ where });
    else {
      await transaction.quoteSpeaker.update({
        where,
        data: { personId: null, organisationId: null, ...entity },
      });
    }
  },
  async givesQuoteTopic(transaction, choices) {
    const quote = pick(choices, await transaction.quote.findMany(byId));
    const topic = pick(choices, await transaction.topic.findMany({ ...byId, where: { retiredAt: null } }));
    if (quote && topic)
      await transaction.quoteTopic.create({ data: { quoteId: quote.id, topicId: topic.id } });
  },
  async takesQuoteTopic(transaction, choices) {
    const one = pick(choices, await transaction.quoteTopic.findMany({ orderBy: { quoteId: 'asc' } }));
    if (one) {
      const { quoteId, topicId } = one;
      await transaction.quoteTopic.delete({ where: { quoteId_topicId: { quoteId, topicId } } });
    }
  },
  async assignsTopic(transaction, choices) {
    const article = await currentText(transaction, choices);
    const topic = pick(choices, await transaction.topic.findMany({ ...byId, where: { retiredAt: null } }));
    if (article && topic) await assignTopic(transaction, article, topic.id);
  },
  async reviewsAssignment(transaction, choices) {
    const assignment = pick(choices, await transaction.topicAssignment.findMany(byId));
    if (assignment) {
      await transaction.topicAssignment.update({
        where: { id: assignment.id },
        data: { review: choices.one(REVIEWS), score: choices.one([0.2, 0.9]) },
      });
    }
  },
  async deletesAssignment(transaction, choices) {
    const assignment = pick(choices, await transaction.topicAssignment.findMany(byId));
    if (assignment) await transaction.topicAssignment.delete({ where: { id: assignment.id } });
  },
  async deletesTopicSpan(transaction, choices) {
    const span = pick(choices, await transaction.topicSpan.findMany({ orderBy: { assignmentId: 'asc' } }));
    if (span) {
      const { assignmentId, position } = span;
      await transaction.topicSpan.delete({ where: { assignmentId_position: { assignmentId, position } } });
    }
  },
  async reviewsReceipt(transaction, choices) {
    const receipt = pick(choices, await transaction.affiliationReceipt.findMany(byId));
    if (receipt) {
      await transaction.affiliationReceipt.update({
        where: { id: receipt.id },
        data: { review: choices.one(REVIEWS), current: choices.one([true, false, null]) },
      });
    }
  },
  async deletesReceipt(transaction, choices) {
    const receipt = pick(choices, await transaction.affiliationReceipt.findMany(byId));
    if (receipt) await transaction.affiliationReceipt.delete({ where: { id: receipt.id } });
  },
  async editsAffiliation(transaction, choices) {
    const affiliation = pick(choices, await transaction.affiliation.findMany(byId));
    if (affiliation) {
      await transaction.affiliation.update({
        where: { id: affiliation.id },
        data: { role: `role ${choices.upTo(5)}`, from: choices.one(['2022', null]) },
      });
    }
  },
  async givesAffiliationToAnother(transaction, choices) {
    const affiliation = pick(choices, await transaction.affiliation.findMany(byId));
    const person = pick(choices, await transaction.person.findMany(byId));
    if (affiliation && person) {
      await transaction.affiliation.update({
        where: { id: affiliation.id },
        data: { personId: person.id, role: `role ${choices.upTo(1_000)}` },
      });
    }
  },
  async deletesAffiliation(transaction, choices) {
    const affiliation = pick(choices, await transaction.affiliation.findMany(byId));
    if (affiliation) await transaction.affiliation.delete({ where: { id: affiliation.id } });
  },
  async addsAffiliation(transaction, choices) {
    const article = await currentText(transaction, choices);
    const exact = article && piece(article, choices);
    const person = pick(choices, await transaction.person.findMany(byId));
    const organisation = pick(choices, await transaction.organisation.findMany(byId));
    const known = pick(choices, await transaction.affiliation.findMany(byId));
    if (article === undefined || exact === undefined) return;
    if (known && choices.chance(60)) await addReceipt(transaction, article, exact, known.id);
    else if (person && organisation)
      await addAffiliation(transaction, article, exact, person.id, organisation.id);
  },
  async bringsArticle(transaction, choices) {
    const article = await addArticle(transaction, 'He said “we met them there” and left for the capital.', {
      status: choices.one(['PUBLISHED', 'PUBLISHED', 'DRAFT']),
      headline: choices.one(AWKWARD_TEXTS),
      publishedAt: choices.chance(50) ? new Date(Date.UTC(2024, choices.upTo(11), 2)) : null,
    });
    const speaker = await entityOf(transaction, choices);
    const mentioned = await entityOf(transaction, choices);
    const quote = await addQuote(transaction, article, 'we met them there', speaker ? [speaker] : []);
    if (mentioned) await addMention(transaction, article, 'them', mentioned);
    const topic = pick(choices, await transaction.topic.findMany({ ...byId, where: { retiredAt: null } }));
    if (topic) {
      await assignTopic(transaction, article, topic.id);
      await transaction.quoteTopic.create({ data: { quoteId: quote.id, topicId: topic.id } });
    }
  },
};

const WRITE_NAMES: readonly string[] = Object.keys(WRITES);

/** Picks one to three writes for one change: their names, and the change's function. */
export function randomWrites(choices: Choices): {
  readonly names: readonly string[];
  readonly write: (transaction: Transaction) => Promise<void>;
} {
  const names = Array.from({ length: choices.one([1, 1, 1, 2, 3]) }, () => choices.one(WRITE_NAMES));
  return {
    names,
    async write(transaction) {
      for (const name of names) await WRITES[name]?.(transaction, choices);
    },
  };
}
