import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTokenCheck } from '../../../src/access/token.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { type IdentityProvider, startIdentityProvider } from '../../support/identity-provider.ts';

let provider: IdentityProvider;
beforeAll(async () => {
  provider = await startIdentityProvider();
});
afterAll(() => provider.close());

function checker(settings: Readonly<Record<string, string>> = {}) {
  const { tokens } = loadConfig({ ...provider.settings, ...settings }).access;
  if (tokens === null) throw new Error('these settings take no tokens');
  return createTokenCheck(tokens);
}

test('while the keys are out of reach nobody is let in or blamed, and it is well again with them', async () => {
  const check = checker();
  const token = await provider.token();
  provider.break(true);
  await expect(check(token)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  provider.break(false);
  expect(await check(token)).toEqual({ actor: 'jwt:anna', name: 'Anna Editor', role: 'EDITOR' });
  // The keys are remembered: an issuer that is away for a while keeps nobody out.
  provider.break(true);
  expect(await check(await provider.token({ role: 'ADMIN' }))).toMatchObject({ role: 'ADMIN' });
  provider.break(false);
});

test('an issuer that is not there is no reason to let anybody in', async () => {
  const check = checker({ JWT_JWKS_URL: 'http://127.0.0.1:1/jwks.json' });
  await expect(check(await provider.token())).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
});

test('the role is found behind a way of names, and by a name with dots in it', async () => {
  const token = await provider.token({ role: 'ADMIN' });
  expect(await checker({ JWT_ROLE_CLAIM: 'realm_access.roles' })(token)).toMatchObject({ role: 'ADMIN' });
  await expect(checker({ JWT_ROLE_CLAIM: 'realm_access.other' })(token)).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await expect(checker({ JWT_ROLE_CLAIM: 'role.constructor.name' })(token)).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});

test('clocks may differ by half a minute', async () => {
  const check = checker();
  expect(await check(await provider.token({ expires: '-10s' }))).toMatchObject({ role: 'EDITOR' });
  await expect(check(await provider.token({ expires: '-40s' }))).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
});

test('a refusal has nothing of the token in it', async () => {
  const error: unknown = await checker()(await provider.token({ audience: 'sesame' })).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('sesame');
});
