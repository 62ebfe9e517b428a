/** Where pictures of control characters begin: U+2400 is that of NUL. */
const PICTURES = 0x2400;
const DELETE = { code: 0x7f, picture: '\u2421' };
const REPLACEMENT = '\ufffd';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f]/gu;

/**
 * A text with its control characters made visible (ESC as ␛), tabs and line feeds aside: what comes from a document or a
 * file's name must not steer the terminal.
 */
export function printable(text: string): string {
  return text.replaceAll(CONTROLS, (control) => {
    const code = control.charCodeAt(0);
    if (code === DELETE.code) return DELETE.picture;
    return code < DELETE.code ? String.fromCharCode(PICTURES + code) : REPLACEMENT;
  });
}
