import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../cache/answer.ts';
import { answerHead } from './answer-head.ts';

/** How an answer that everybody may have is sent. */
export interface SharedOptions {
  readonly mediaType: string;
  /** As `publicCacheControl` gives it. */
  readonly cacheControl: string;
  /** What is sent, where that is not all that was kept. */
  readonly body?: Buffer;
}

/** Sends an answer that everybody may have through Fastify, or 304 where the client has it. */
export function sendShared(
  { headers }: Pick<FastifyRequest, 'headers'>,
  reply: FastifyReply,
  answer: Answer,
  { mediaType, cacheControl, body = answer.body }: SharedOptions,
): FastifyReply {
  // The CORS headers that come before depend on the origin.
  const varied = reply.getHeader('vary')?.toString();
  const head = answerHead(headers['if-none-match'], answer, { mediaType, cacheControl, varied });
  reply.code(head.status).headers(Object.fromEntries(head.headers));
  return reply.send(head.status === 304 ? undefined : body);
}
