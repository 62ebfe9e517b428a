import { z } from 'zod';
import { AppError } from '../kernel/app-error.ts';
import { slugOf } from '../kernel/slug.ts';

/** A subject of a published scheme. */
export interface TopicRecord {
  readonly code: string;
  readonly slug: string;
  readonly name: string;
  readonly definition: string | null;
  /** The code of the topic that this one is narrower than. */
  readonly broader: string | null;
  readonly retiredAt: Date | null;
}

/** A scheme of subjects with the attribution that its licence asks for. */
export interface TopicScheme {
  /** Such as "IPTC Media Topics". */
  readonly name: string;
  readonly uri: string;
  readonly licence: string;
  readonly copyright: string;
  /** A broader topic stands before its narrower ones. */
  readonly topics: readonly TopicRecord[];
}

const schemeShape = z.object({
  scheme: z.string().min(1),
  uri: z.url(),
  licence: z.string().min(1),
  copyright: z.string().min(1),
  concepts: z.array(
    z.object({
      code: z.string().regex(/^medtop:\d{8}$/u),
      name: z.string().min(1),
      definition: z.string().optional(),
      broader: z.string().optional(),
      retired: z.iso.date().optional(),
    }),
  ),
});

/**
 * Reads `seeds/iptc-media-topics.json`: the scheme's topics with a slug each.
 *
 * A slug is made from the name; where two topics would share one, each takes the digits of its code behind it. Throws
 * BAD_USER_INPUT when the file has another shape, a code twice, or a `broader` that leads nowhere or in a circle.
 */
export function readTopics(json: string): TopicScheme {
  const { scheme, uri, licence, copyright, concepts } = parseScheme(json);
  const slugCounts = new Map<string, number>();
  for (const { name } of concepts) slugCounts.set(slugOf(name), (slugCounts.get(slugOf(name)) ?? 0) + 1);
  const topics = concepts.map(({ code, name, definition, broader, retired }) => ({
    code,
    slug:
      slugCounts.get(slugOf(name)) === 1 ? slugOf(name) : `${slugOf(name)}-${code.replace('medtop:', '')}`,
    name,
    // One concept of the release has an empty definition.
    definition: definition || null,
    broader: broader ?? null,
    retiredAt: retired === undefined ? null : new Date(`${retired}T00:00:00Z`),
  }));
  return { name: scheme, uri, licence, copyright, topics: broaderFirst(topics) };
}

function parseScheme(json: string): z.infer<typeof schemeShape> {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (cause) {
    throw new AppError('BAD_USER_INPUT', 'The topics are not JSON.', { cause });
  }
  const result = schemeShape.safeParse(content);
  if (!result.success) {
    throw new AppError(
      'BAD_USER_INPUT',
      `The topics have the wrong shape:\n${z.prettifyError(result.error)}`,
    );
  }
  return result.data;
}

function broaderFirst(topics: readonly TopicRecord[]): TopicRecord[] {
  const byCode = new Map(topics.map((topic) => [topic.code, topic]));
  if (byCode.size < topics.length) throw new AppError('BAD_USER_INPUT', 'The topics have a code twice.');
  const depthOf = (topic: TopicRecord): number => {
    let depth = 0;
    for (let at = topic; at.broader !== null; depth += 1) {
      const broader = byCode.get(at.broader);
      if (broader === undefined)
        throw new AppError('BAD_USER_INPUT', `${at.code} is under ${at.broader}, which is not there.`);
      if (depth > topics.length)
        throw new AppError('BAD_USER_INPUT', `${topic.code} is, through others, under itself.`);
      at = broader;
    }
    return depth;
  };
  const depths = new Map(topics.map((topic) => [topic, depthOf(topic)]));
  return topics.toSorted((a, b) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0));
}
