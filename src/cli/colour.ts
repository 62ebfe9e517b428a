/**
 * Whether a stream shows colours: a terminal that is not `dumb`, where the person has not said otherwise.
 *
 * @see https://no-color.org: NO_COLOR counts when it is not empty, whatever it says.
 */
export function showsColour(
  stream: { readonly isTTY?: boolean },
  { NO_COLOR: noColour = '', TERM: terminal }: NodeJS.ProcessEnv,
): boolean {
  return stream.isTTY === true && noColour === '' && terminal !== 'dumb';
}
