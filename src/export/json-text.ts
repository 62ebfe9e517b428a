const UNSAFE = /[<>&\u2028\u2029]/gu;

/**
 * JSON that may also stand inside a `<script>` element or a line of JavaScript: what could end either is escaped, which
 * changes nothing of what is read from it.
 */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
