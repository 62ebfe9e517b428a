import { z } from 'zod';

/**
 * What a command tells the server that has its database open, and what it hears back: one JSON object a line, over a
 * Unix socket that its owner alone can open.
 */
export const ControlRequest = z.object({
  /** Both ends must be of one version: the command's code runs at the server's end. */
  version: z.string(),
  command: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.boolean()])),
  /** A version that sends none must still be told that it is another version. */
  operands: z.array(z.string()).default([]),
});
export type ControlRequest = z.infer<typeof ControlRequest>;

export const ControlReply = z.union([
  z.object({ stream: z.enum(['stdout', 'stderr']), text: z.string() }),
  /** The last line. */
  z.object({ exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]) }),
]);
export type ControlReply = z.infer<typeof ControlReply>;
