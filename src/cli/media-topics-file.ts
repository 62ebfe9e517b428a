import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readTopics, type TopicRecord } from '../ingest/media-topics.ts';

/** The IPTC Media Topics of this package, beside the sources and beside the build. */
export const MEDIA_TOPICS_FILE = fileURLToPath(
  new URL('../../seeds/iptc-media-topics.json', import.meta.url),
);

/** Reads them. */
export async function mediaTopics(): Promise<readonly TopicRecord[]> {
  return readTopics(await readFile(MEDIA_TOPICS_FILE, 'utf8')).topics;
}
