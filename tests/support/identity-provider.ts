import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';

const ISSUER = 'https://id.news.example';
const AUDIENCE = 'onrecord';
const KEY_ID = 'key-1';

/** Claims and times of a token that differ from those of a good one. */
export interface TokenWish {
  readonly role?: unknown;
  readonly subject?: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** As jose has it: `2h`, `-2h`. */
  readonly expires?: string | null;
  readonly notBefore?: string;
  readonly keyId?: string;
}

/** Somebody who makes tokens, and serves their public keys as a JWKS on this machine. */
export interface IdentityProvider {
  /** What a server that trusts it is told. */
  readonly settings: Readonly<Record<string, string>>;
  token(wish?: TokenWish): Promise<string>;
  /** A token without a signature. */
  unsigned(): string;
  /** A token that is signed with the public key, as if it were a shared secret. */
  signedWithPublicKey(): Promise<string>;
  /** A token that another holder of the same key id signed. */
  forged(): Promise<string>;
  /** How often the keys were asked for. */
  readonly requests: () => number;
  /** Answers 500 from now on, or well again. */
  break(isBroken: boolean): void;
  close(): Promise<void>;
}

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const own = await generateKeyPair('RS256', { extractable: true });
  const other = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(own.publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' };
  let requests = 0;
  let isBroken = false;
  const server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(isBroken ? 500 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: [jwk] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('an HTTP server listens on a port');

  function unsignedToken(wish: TokenWish): SignJWT {
    const {
      role = 'EDITOR',
      subject = 'anna',
      issuer = ISSUER,
      audience = AUDIENCE,
      expires = '1h',
      notBefore,
    } = wish;
    const token = new SignJWT({ role, name: 'Anna Editor', realm_access: { roles: [role] } })
      .setSubject(subject)
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt();
    if (expires !== null) token.setExpirationTime(expires);
    if (notBefore !== undefined) token.setNotBefore(notBefore);
    return token;
  }
  const header = (alg: string, kid = KEY_ID) => ({ alg, kid });

  return {
    settings: {
      JWT_JWKS_URL: `http://127.0.0.1:${address.port}/jwks.json`,
      JWT_ISSUER: ISSUER,
      JWT_AUDIENCE: AUDIENCE,
    },
    token: (wish = {}) =>
      unsignedToken(wish).setProtectedHeader(header('RS256', wish.keyId)).sign(own.privateKey),
    unsigned: () =>
      new UnsecuredJWT({ role: 'ADMIN' })
        .setSubject('anna')
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setExpirationTime('1h')
        .encode(),
    signedWithPublicKey: async () =>
      unsignedToken({ role: 'ADMIN' })
        .setProtectedHeader(header('HS256'))
        .sign(new TextEncoder().encode(await exportSPKI(own.publicKey))),
    forged: () => unsignedToken({ role: 'ADMIN' }).setProtectedHeader(header('RS256')).sign(other.privateKey),
    requests: () => requests,
    break(broken) {
      isBroken = broken;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
