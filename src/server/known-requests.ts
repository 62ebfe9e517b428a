import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Answer } from '../cache/answer.ts';
import { answerHead, NOT_TO_BE_STORED, publicCacheControl } from './answer-head.ts';
import type { ClientAddress } from './client-address.ts';
import { GRAPHQL_PATH, VIEWER } from './context.ts';
import type { OriginHeaders } from './cors.ts';
import { type FormatError, logError } from './format-error.ts';
import type { DocumentKey, KnownOperations } from './known-operations.ts';
import { callerOfAddress } from './limits/caller.ts';
import { Meter } from './limits/meter.ts';
import type { RateLimiter } from './limits/rate-limiter.ts';
import { mediaTypeFor } from './media-type.ts';
import { isPlain, type PlainRequest, readPlainBody, readPlainSearch } from './plain-request.ts';
import { type AnswerSources, answerKeyFor, answerOperation, type ReadAnswer } from './planned-operation.ts';
import { statusOf } from './plugins/http-status.ts';
import { type Asked, RecentRequests } from './recent-requests.ts';
import { hasBoundedBody, readBody, rememberBody } from './request-body.ts';
import { requestIdOf } from './request-id.ts';
import { logAbort, logRequest } from './request-log.ts';
import type { Headers } from './security-headers.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

export interface KnownRequestsOptions {
  readonly sources: AnswerSources;
  readonly known: KnownOperations;
  readonly log: Logger;
  /** Of every answer. */
  readonly headers: Headers;
  readonly formatError: FormatError;
  readonly addressOf: ClientAddress;
  /** Null where every document may be run. */
  readonly trusted: TrustedDocuments | null;
  /** Null where nothing is limited. */
  readonly limiter: RateLimiter | null;
  /** Null where pages of other sites may not ask. */
  readonly originHeaders: OriginHeaders | null;
  /** Seconds for which a CDN may keep an answer. */
  readonly cdnMaxAgeS: number;
  readonly isStopping: () => boolean;
}

/** One request that has come whole, and what its answer begins with. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Null of a GET. */
  readonly body: Buffer | null;
  readonly requestId: string;
  readonly mediaType: string;
  /** What it takes of its caller's points; null until it is known that this answers, and where nothing is limited. */
  readonly meter: Meter | null;
  /** When the request began to come, as `performance.now()` has it. */
  readonly startedAt: number;
}

/** Headers as `writeHead` takes them: names and values in turn. */
type FlatHeaders = string[];

/**
 * Answers requests for known operations by Node's own HTTP, and hands all others on to `next`, Fastify: its hooks,
 * parsers and replies take as long as all else that is done for such a request, and none of what they can do is needed
 * here.
 */
export function answerKnownRequests(options: KnownRequestsOptions, next: RequestListener): RequestListener {
  const {
    sources,
    known,
    log,
    formatError,
    addressOf,
    limiter,
    trusted,
    originHeaders,
    cdnMaxAgeS,
    isStopping,
  } = options;
  const cacheControl = publicCacheControl(cdnMaxAgeS);
  const always = options.headers.flat();
  const recent = new RecentRequests();

  function receive(request: IncomingMessage, response: ServerResponse): void {
    const mediaType = isPlain(request, GRAPHQL_PATH) ? mediaTypeFor(request.headers.accept) : undefined;
    if (mediaType === undefined || (request.method === 'POST' && !hasBoundedBody(request))) {
      next(request, response);
      return;
    }
    const startedAt = performance.now();
    const settle = (body: Buffer | null) =>
      answerOrHandOn({
        request,
        response,
        body,
        requestId: requestIdOf(request),
        mediaType,
        meter: null,
        startedAt,
      });
    if (request.method === 'POST') readBody(request, settle);
    else settle(null);
  }

  function answerOrHandOn(exchange: Exchange): void {
    const { request, body } = exchange;
    try {
      const asked = body === null ? askedByUrl(request.url ?? '') : askedByBody(body);
      if (asked === undefined) handOn(exchange);
      else if (limiter === null) answer(exchange, asked);
      else answerMetered(exchange, asked, limiter);
    } catch (error) {
      // Nobody else would catch it: the process would end, for all who ask.
      sendErrors(exchange, [error]);
    }
  }

  function handOn({ request, response, body }: Exchange): void {
    if (body !== null) rememberBody(request, body);
    next(request, response);
  }

  function askedByBody(body: Buffer): Asked | undefined {
    return askedBefore(body.toString('latin1'), () => readPlainBody(body));
  }

  function askedByUrl(url: string): Asked | undefined {
    return askedBefore(url, () => readPlainSearch(url));
  }

  function askedBefore(text: string, read: () => PlainRequest | null): Asked | undefined {
    const before = recent.find(text);
    if (before !== undefined) return before;
    const asked = askedBy(read());
    if (asked !== undefined) recent.keep(text, asked);
    return asked;
  }

  /** Undefined where the request has another form, or its operation is not known. */
  function askedBy(plain: PlainRequest | null): Asked | undefined {
    if (plain === null) return undefined;
    const key = keyOf(plain.document);
    const found = key === undefined ? undefined : known.find(key, plain.operationName);
    if (found === undefined) return undefined;
    const operation = { ...found, variables: plain.variables, viewer: VIEWER } as const;
    return { operation, key: answerKeyFor(sources, operation) };
  }

  /** Ids lead to the texts of the list, where there is one: what is known has come through it. */
  function keyOf(document: PlainRequest['document']): DocumentKey | undefined {
    if ('text' in document) return document;
    const id = 'documentId' in document ? document.documentId : document.sha256;
    const text = trusted?.textOf(id);
    if (text !== undefined) return { text };
    return 'sha256' in document && trusted === null ? document : undefined;
  }

  /** Takes the point that every request costs, and answers, or says that there are too few. */
  function answerMetered(unmetered: Exchange, asked: Asked, limiter: RateLimiter): void {
    const meter = new Meter(limiter, callerOfAddress(addressOf(unmetered.request)));
    const exchange = { ...unmetered, meter };
    const settle = (isAllowed: boolean) => {
      if (isAllowed) answer(exchange, asked);
      else sendErrors(exchange, [meter.refusal()]);
    };
    const taken = meter.take(1);
    if (typeof taken === 'boolean') settle(taken);
    else taken.then(settle).catch((error: unknown) => sendErrors(exchange, [error]));
  }

  function answer(exchange: Exchange, { operation, key }: Asked): void {
    const kept = key === null ? undefined : sources.cache?.peek(key);
    if (kept !== undefined) {
      sendShared(exchange, kept);
      return;
    }
    answerOperation(sources, operation, key, exchange.meter)
      .then((given) => {
        if (given.kind === 'shared') sendShared(exchange, given.answer);
        else sendRead(exchange, given);
      })
      .catch((error: unknown) => sendErrors(exchange, [error]));
  }

  function sendShared(exchange: Exchange, answer: Answer): void {
    const { request, response, mediaType } = exchange;
    const ifNoneMatch = request.headers['if-none-match'];
    const varied = originHeaders?.vary;
    const { status, headers } = answerHead(ifNoneMatch, answer, { mediaType, cacheControl, varied });
    const begun = beginning(exchange);
    for (const [name, value] of headers) begun.push(name, value);
    if (status === 304) response.writeHead(304, begun).end();
    else sendBytes(response, begun, answer.body);
  }

  function sendRead(exchange: Exchange, answer: ReadAnswer): void {
    const { response, mediaType } = exchange;
    switch (answer.kind) {
      case 'text':
        sendText(response, 200, ownHead(exchange, mediaType), `{"data":${answer.text}}`);
        return;
      case 'refused':
        sendErrors(exchange, answer.errors);
        return;
      default:
        // Known operations have a text; should one lose it, Apollo answers as it did the first time.
        handOn(exchange);
    }
  }

  function sendErrors(exchange: Exchange, thrown: readonly unknown[]): void {
    const { response, mediaType, requestId } = exchange;
    const requestLog = log.child({ requestId });
    for (const error of thrown) logError(requestLog, error);
    const errors = thrown.map((error) => formatError(error, requestId));
    const status = statusOf(errors, mediaType);
    sendText(response, status, ownHead(exchange, mediaType), JSON.stringify({ errors }));
  }

  /** The headers of an answer that is for this client alone. */
  function ownHead(exchange: Exchange, mediaType: string): FlatHeaders {
    const begun = beginning(exchange);
    if (originHeaders !== null) begun.push('vary', originHeaders.vary);
    begun.push('content-type', `${mediaType}; charset=utf-8`, 'cache-control', NOT_TO_BE_STORED);
    return begun;
  }

  /** What every answer begins with; its line is written when it has gone out. */
  function beginning(exchange: Exchange): FlatHeaders {
    const { request, requestId, meter } = exchange;
    if (log.isLevelEnabled('info')) logWhenDone(log.child({ requestId }), addressOf(request), exchange);
    const headers = ['x-request-id', requestId, ...always];
    if (meter !== null) headers.push(...meter.headers());
    if (isStopping()) headers.push('connection', 'close');
    if (originHeaders !== null) headers.push(...originHeaders.of(request.headers.origin));
    return headers;
  }

  return receive;
}

function sendText(response: ServerResponse, status: number, headers: FlatHeaders, text: string): void {
  headers.push('content-length', String(Buffer.byteLength(text)));
  response.writeHead(status, headers).end(text);
}

function sendBytes(response: ServerResponse, headers: FlatHeaders, body: Buffer): void {
  headers.push('content-length', String(body.length));
  response.writeHead(200, headers);
  if (body.length > ONE_WRITE_BYTES) response.end(body);
  else response.end(body.toString('latin1'), 'latin1');
}

/** Node writes head and body at once, without a request object for libuv, where both are short strings; copying long ones costs more. */
const ONE_WRITE_BYTES = 4_000;

function logWhenDone(
  log: Pick<Logger, 'info' | 'debug'>,
  address: string,
  { request: { method, url }, response, startedAt }: Exchange,
): void {
  const write = () => {
    const { statusCode: status, writableFinished } = response;
    const asked = { method, url, address };
    if (writableFinished) logRequest(log, { ...asked, status, elapsedMs: performance.now() - startedAt });
    else logAbort(log, asked);
  };
  // Who went away while the database worked is told of now: that event has been.
  if (response.destroyed) write();
  else response.on('close', write);
}
