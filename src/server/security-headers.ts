import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet, { type HelmetOptions } from 'helmet';
import type { Config } from '../config/config.ts';

/** Name and value of headers. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** A year, in seconds. @see https://www.rfc-editor.org/rfc/rfc6797#section-6.1.1 */
const HSTS_MAX_AGE_S = 31_536_000;

/**
 * What every answer tells browsers beside what it is: that it is of the type it says, loads nothing, and is part of no
 * other site's page. Pages have a policy of their own instead. An answer over plain HTTP may not promise TLS, and nobody
 * here sees what is in front: `PUBLIC_URL` says it.
 */
export function securityHeaders({ publicUrl }: Pick<Config, 'publicUrl'>): Headers {
  return headersOf({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // Other subdomains are not this server's to speak for.
    strictTransportSecurity: publicUrl?.startsWith('https:') === true && {
      maxAge: HSTS_MAX_AGE_S,
      includeSubDomains: false,
    },
    xFrameOptions: { action: 'deny' },
    // For pages alone, or for browsers and plug-ins that are gone: bytes on every answer.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
}

type Directives = Readonly<
  Record<string, readonly string[] | typeof helmet.contentSecurityPolicy.dangerouslyDisableDefaultSrc>
>;

/** Of pages, beside those of every answer: what they may load, where they have not said it themselves. */
export function pageHeaders(
  directives: Directives = { defaultSrc: helmet.contentSecurityPolicy.dangerouslyDisableDefaultSrc },
): Headers {
  return headersOf({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        ...directives,
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Sandbox signs people in in a window of its own.
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: false,
  });
}

/** What helmet sets on an answer: the same on each, so it is asked once and not on every request. */
function headersOf(options: HelmetOptions): Headers {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  helmet(options)(request, response, (error?: unknown) => {
    if (error !== undefined) throw error;
  });
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}
