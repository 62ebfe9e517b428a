import { expect, test } from 'vitest';
import { accessMatrix } from '../support/access-table.ts';
import { schema } from '../support/planned.ts';

test('docs/access-matrix.md says who may do what as the schema has it', async () => {
  await expect(accessMatrix(schema)).toMatchFileSnapshot('../../docs/access-matrix.md');
});
