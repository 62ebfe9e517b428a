import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { TokenConfig } from '../config/config.ts';
import { AppError } from '../kernel/app-error.ts';
import { type Caller, parseRole, ROLES, type Role } from './role.ts';

/**
 * Signatures that are made with a private key. With HS256 whoever knows the public key could sign.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8725#section-3.1
 */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** By which two machines' clocks may differ. */
const CLOCK_TOLERANCE_S = 30;
/** For the keys' server to answer: a request waits meanwhile. */
const JWKS_TIMEOUT_MS = 5_000;
/** Keys are asked for again after it, so that one that was withdrawn is no longer taken. */
const JWKS_MAX_AGE_MS = 600_000;
/** An unknown key id has the keys asked for again, once in this time: made-up ids must not become a flood there. */
const JWKS_COOLDOWN_MS = 30_000;

/** Tells who sent a token. Rejects with an AppError: UNAUTHENTICATED, FORBIDDEN where the token has no role here, SERVICE_UNAVAILABLE. */
export type TokenCheck = (token: string) => Promise<Caller>;

/** Checks tokens (JWT) of the issuer that the settings name, with the keys that it publishes; asks for these when first needed. */
export function createTokenCheck({ jwksUrl, issuer, audience, roleClaim }: TokenConfig): TokenCheck {
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: JWKS_TIMEOUT_MS,
    cacheMaxAge: JWKS_MAX_AGE_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
  });
  return async (token) => {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_TOLERANCE_S,
      requiredClaims: ['exp', 'sub'],
    }).catch((error: unknown) => {
      throw refusalOf(error);
    });
    const { sub } = payload;
    if (typeof sub !== 'string' || !/^[^\p{Cc}]{1,200}$/u.test(sub)) {
      throw new AppError('UNAUTHENTICATED', 'The token’s subject (`sub`) is no text of 1 to 200 characters.');
    }
    const role = roleIn(payload, roleClaim);
    if (role === null) {
      throw new AppError(
        'FORBIDDEN',
        `The token’s claim ${JSON.stringify(roleClaim)} names no role of this API (${ROLES.join(', ')}).`,
      );
    }
    return { actor: `jwt:${sub}`, name: nameIn(payload) ?? sub, role };
  };
}

/** What a person is called, where the token says so. */
function nameIn({ name }: JWTPayload): string | null {
  return typeof name === 'string' && /\S/u.test(name) ? name.slice(0, 200) : null;
}

/** The greatest role that the claim names: a text, or a list of texts of which others may be another program's. */
function roleIn(payload: JWTPayload, roleClaim: string): Role | null {
  const claim = claimIn(payload, roleClaim);
  const named: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  const roles = named.flatMap((one) => (typeof one === 'string' ? (parseRole(one) ?? []) : []));
  return [...ROLES].reverse().find((role) => roles.includes(role)) ?? null;
}

/** A claim by its name, or by a way of names with dots between: `realm_access.roles`. */
function claimIn(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  let inner: unknown = payload;
  for (const part of name.split('.')) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, part)) return undefined;
    inner = Object.getOwnPropertyDescriptor(inner, part)?.value;
  }
  return inner;
}

/** The token's own faults are its sender's. Where the keys could not be had, nobody is let in, and nobody is blamed. */
function refusalOf(error: unknown): AppError {
  // Without the cause: it holds the token's claims.
  if (error instanceof errors.JWTExpired) return new AppError('UNAUTHENTICATED', 'The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new AppError(
      'UNAUTHENTICATED',
      `The token’s claim ${JSON.stringify(error.claim)} is not what it must be.`,
    );
  }
  if (OWN_FAULTS.some((fault) => error instanceof fault)) {
    return new AppError(
      'UNAUTHENTICATED',
      'The token is none that is taken here: it is malformed, or its signature, algorithm or key is another one.',
    );
  }
  return new AppError(
    'SERVICE_UNAVAILABLE',
    'Tokens cannot be checked: their keys (JWT_JWKS_URL) are out of reach.',
    {
      cause: error,
    },
  );
}

const OWN_FAULTS = [
  errors.JWSInvalid,
  errors.JWTInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
] as const;
