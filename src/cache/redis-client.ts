import { createClient, RESP_TYPES } from '@redis/client';

/** An answer from Redis takes a millisecond; one that takes this long is not worth waiting for. */
const COMMAND_TIMEOUT_MS = 500;
const CONNECT_TIMEOUT_MS = 2_000;
/** The pause before the next attempt to connect doubles up to the second of these. */
const RECONNECT_MS = [50, 2_000] as const;
/** A connection on which nothing comes for this long, not even an answer to a ping, is made again. */
const SILENCE_MS = 5_000;
const PING_INTERVAL_MS = 2_000;

export type RedisClient = ReturnType<typeof redisClient>;

/** A client that keeps trying to connect once it is told to, and refuses commands while it is not connected. */
export function redisClient(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    pingInterval: PING_INTERVAL_MS,
    commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (retries) => Math.min(RECONNECT_MS[0] * 2 ** retries, RECONNECT_MS[1]),
    },
  });
}

/** The reply, where it comes within half a second; else rejects. */
export async function inTime<T>(reply: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Redis did not answer within ${COMMAND_TIMEOUT_MS} ms`)),
      COMMAND_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([reply, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs a script by its hash, and sends the script itself where Redis does not have it. */
export async function runScript(
  client: RedisClient,
  { text, sha1 }: RedisScript,
  keys: readonly string[],
  values: readonly (string | Buffer)[],
): Promise<unknown> {
  const rest = [String(keys.length), ...keys, ...values];
  try {
    return await inTime(client.sendCommand(['EVALSHA', sha1, ...rest]));
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return inTime(client.sendCommand(['EVAL', text, ...rest]));
  }
}

/** A script in Lua, and what Redis calls it. */
export interface RedisScript {
  readonly text: string;
  readonly sha1: string;
}
