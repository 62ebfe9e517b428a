import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from '../access/authenticate.ts';
import type { ReadAccess } from '../config/config.ts';
import { admission } from './admission.ts';
import { NOT_TO_BE_STORED, publicCacheControl } from './answer-head.ts';
import { answerExport, type Export, type ExportAnswer, exportsOf } from './export-answers.ts';
import { type FormatError, logError } from './format-error.ts';
import { RESPONSE_MEDIA_TYPE } from './media-type.ts';
import type { AnswerSources } from './planned-operation.ts';
import { statusOf } from './plugins/http-status.ts';
import { sendShared } from './send-shared.ts';

export interface ExportRoutesOptions {
  readonly sources: AnswerSources;
  readonly formatError: FormatError;
  /** Names what may answer otherwise than the release before. */
  readonly release: string;
  /** Where the API is reached, without a slash at its end; null where nobody has said so. */
  readonly publicUrl: string | null;
  readonly authenticate: Authenticate;
  readonly readAccess: ReadAccess;
  /** Seconds for which a CDN may keep an answer. */
  readonly cdnMaxAgeS: number;
}

/**
 * Serves articles as JSON-LD and ninjs, and the newest articles of a topic, person or organisation as Atom, as readers
 * see them, whatever key is sent. Old slugs lead to the current one (301); an article that was public and is withdrawn is
 * gone (410), with the reason, at every address that it may have had. Answers are kept and purged as those of GraphQL are.
 */
export function addExportRoutes(app: FastifyInstance, options: ExportRoutesOptions): void {
  const { sources, formatError, release, publicUrl, readAccess } = options;
  const admitted = { config: { isAdmitted: true }, onRequest: admission(options) } as const;
  const cacheControl = publicCacheControl(options.cdnMaxAgeS);
  const exports = exportsOf(publicUrl);

  function addFolder(folder: string, inFolder: readonly Export[]): void {
    // A wildcard, for the router takes parameters of a hundred characters at most: a slug in Chinese has more.
    app.get<{ Params: { readonly '*': string } }>(`/${folder}/*`, admitted, async (request, reply) => {
      const { '*': file } = request.params;
      const wanted = inFolder.find(({ ending }) => file.endsWith(ending));
      if (wanted === undefined) return reply.callNotFound();
      // A slug has no full stop: what stands behind one is an ending.
      const slug = wanted.ending === '' ? file.replace(/\..*$/s, '') : file.slice(0, -wanted.ending.length);
      try {
        const answer = await answerExport(sources, wanted, slug, {
          keyParts: [release, publicUrl ?? ''],
          meter: request.meter,
        });
        return send(request, reply, wanted, answer);
      } catch (error) {
        return sendError(request, reply, error);
      }
    });
  }

  /** With the status that GraphQL over HTTP has for its code: 503 while the database is away, say. */
  function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
    logError(request.log, error);
    const errors = [formatError(error, request.id)];
    return reply
      .code(statusOf(errors, RESPONSE_MEDIA_TYPE))
      .header('cache-control', NOT_TO_BE_STORED)
      .send({ errors });
  }

  function send(
    request: FastifyRequest,
    reply: FastifyReply,
    { mediaType, ending }: Export,
    answer: ExportAnswer,
  ): FastifyReply {
    if (answer.kind === 'nothing') {
      reply.callNotFound();
      return reply;
    }
    if (answer.kind === 'gone') {
      return reply
        .code(410)
        .header('cache-control', NOT_TO_BE_STORED)
        .type('application/problem+json')
        .send(answer.text);
    }
    if (answer.kind === 'moved') {
      // Relative to where it was asked for, so that it also holds under a path of a proxy.
      const location = `${encodeURIComponent(answer.slug)}${ending}`;
      return reply.code(301).header('cache-control', NOT_TO_BE_STORED).header('location', location).send();
    }
    if (!answer.isShared) {
      return reply
        .header('cache-control', NOT_TO_BE_STORED)
        .type(`${mediaType}; charset=utf-8`)
        .send(answer.text);
    }
    const isForAll = readAccess === 'public' && request.caller === null;
    return sendShared(request, reply, answer.answer, {
      mediaType,
      cacheControl: isForAll ? cacheControl : NOT_TO_BE_STORED,
      body: answer.text,
    });
  }

  for (const folder of new Set(exports.map((one) => one.folder))) {
    addFolder(
      folder,
      exports.filter((one) => one.folder === folder),
    );
  }
}
