import { z } from 'zod';

const answer = z.object({
  data: z.record(
    z.string(),
    z.looseObject({
      userErrors: z.array(z.object({ path: z.array(z.string()), code: z.string(), message: z.string() })),
    }),
  ),
});

/** What a mutation's payload holds. */
export type Payload = z.infer<typeof answer>['data'][string];

/** Sends one mutation to a server, as its local editor unless headers say otherwise; `shown` is the selection of its payload beside `userErrors`. */
export async function mutate(
  url: string,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
  shown = '',
  headers: Readonly<Record<string, string>> = {},
): Promise<Payload> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation M($input: ${type}) { ${mutation}(input: $input) { ${shown} userErrors { path code message } } }`;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data } = answer.parse(await response.json());
  const payload = data[mutation];
  if (payload === undefined) throw new Error(`${mutation} gave nothing`);
  return payload;
}

/** What a mutation refused, as `path: CODE`. */
export function refused({ userErrors }: Payload): readonly string[] {
  return userErrors.map(({ path, code }) => `${path.join('.')}: ${code}`);
}
