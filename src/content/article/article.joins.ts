import type { Model } from '../../planner/declaration.ts';
import { flagged } from '../../planner/sources.ts';

/** A person in an article, once: readers see the pair while a visible mention says it. */
export const articlePersonModel: Model = { table: 'article_person', visible: flagged };

/** An organisation in an article, once: readers see the pair while a visible mention says it. */
export const articleOrganisationModel: Model = { table: 'article_organisation', visible: flagged };
