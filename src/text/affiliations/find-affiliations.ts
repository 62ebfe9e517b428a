import type { Sentence } from '../grammar/token.ts';
import type { Resolved } from '../resolve/entity.ts';
import { statementsOf } from './find-statements.ts';
import { type HeldOffices, holdOffices } from './hold-offices.ts';
import { knownNames } from './known-names.ts';

/** Who has or had which place in which organisation, and the offices and descriptions that mean their holders. */
export function findAffiliations(sentences: readonly Sentence[], resolved: Resolved): HeldOffices {
  const known = knownNames(resolved);
  const statements = sentences.flatMap((sentence) => statementsOf(sentence, known));
  return holdOffices(statements, sentences);
}
