import type { Transaction } from '../../../src/database/database.ts';
import type { EntityTable } from '../../../src/editing/entity-references.ts';
import { mergeEntities } from '../../../src/editing/merge-entities.ts';
import { publishCorrection } from '../../../src/editing/publish-correction.ts';
import { publishLocked } from '../../../src/editing/publish-locked.ts';
import { unmergeEntity } from '../../../src/editing/unmerge-entity.ts';
import { withdrawArticle } from '../../../src/ingest/withdraw-article.ts';
import { AWKWARD_TEXTS, type Choices } from '../read/reference/random-world.ts';
import { byId, pick, type RandomWrite } from './random-write.ts';

async function anArticle(transaction: Transaction, choices: Choices) {
  return pick(choices, await transaction.article.findMany(byId));
}

/** People, or organisations, that are merged into another, or that are not. */
async function entities(transaction: Transaction, table: EntityTable, areMerged: boolean) {
  const where = { mergedIntoId: areMerged ? { not: null } : null };
  return table === 'person'
    ? transaction.person.findMany({ ...byId, where })
    : transaction.organisation.findMany({ ...byId, where });
}

const anEntityTable = (choices: Choices) => choices.one<EntityTable>(['person', 'organisation']);

/** What editors do with articles, people and organisations as a whole, by the functions that their mutations use. */
export const EDITING_WRITES: Readonly<Record<string, RandomWrite>> = {
  async withdraws(transaction, choices) {
    const article = await anArticle(transaction, choices);
    const other = await anArticle(transaction, choices);
    if (article) {
      await withdrawArticle(transaction, article.id, {
        reason: choices.one(AWKWARD_TEXTS),
        replacedById: choices.chance(50) ? (other?.id ?? null) : null,
      });
    }
  },
  async publishes(transaction, choices) {
    const article = await anArticle(transaction, choices);
    if (article) await publishLocked(transaction, [article.id]);
  },
  async schedules(transaction, choices) {
    const article = await anArticle(transaction, choices);
    if (article) {
      const embargoedUntil = choices.chance(30) ? null : new Date(Date.UTC(2999, choices.upTo(11), 1));
      await transaction.article.update({
        where: { id: article.id },
        data: { status: 'DRAFT', embargoedUntil },
      });
    }
  },
  async corrects(transaction, choices) {
    const article = await anArticle(transaction, choices);
    if (article) {
      const note = choices.one(AWKWARD_TEXTS);
      await publishCorrection(transaction, article.id, { note, revision: null });
    }
  },
  async editsCorrection(transaction, choices) {
    const one = pick(
      choices,
      await transaction.articleCorrection.findMany({ orderBy: { articleId: 'asc' } }),
    );
    if (one) {
      const { articleId, position } = one;
      await transaction.articleCorrection.update({
        where: { articleId_position: { articleId, position } },
        data: { note: choices.one(AWKWARD_TEXTS) },
      });
    }
  },
  async merges(transaction, choices) {
    const table = anEntityTable(choices);
    const known = await entities(transaction, table, false);
    const from = pick(choices, known);
    const into = pick(choices, known);
    if (from && into && from.id !== into.id) {
      await mergeEntities(transaction, { table, from: from.id, into: into.id });
    }
  },
  async unmerges(transaction, choices) {
    const table = anEntityTable(choices);
    const gone = pick(choices, await entities(transaction, table, true));
    if (gone) await unmergeEntity(transaction, table, gone.id);
  },
  async deletesEntity(transaction, choices) {
    const table = anEntityTable(choices);
    const entity = pick(choices, await entities(transaction, table, choices.chance(50)));
    if (!entity) return;
    const where = { id: entity.id };
    if (table === 'person') await transaction.person.delete({ where });
    else await transaction.organisation.delete({ where });
  },
  async bringsAndForgetsPerson(transaction, choices) {
    const slug = `person-${choices.upTo(3)}`;
    const known = await transaction.person.findUnique({ where: { slug } });
    if (known) await transaction.person.delete({ where: { slug } });
    else await transaction.person.create({ data: { slug, name: choices.one(AWKWARD_TEXTS) } });
  },
  async deletesTopic(transaction, choices) {
    const topic = pick(choices, await transaction.topic.findMany(byId));
    if (topic) await transaction.topic.delete({ where: { id: topic.id } });
  },
};
