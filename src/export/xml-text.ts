/** What XML 1.0 has no way to write, not even by reference; lone surrogates among it. @see https://www.w3.org/TR/xml/#charsets */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // As they are, a parser would make a line feed of the one, and spaces of all three in an attribute.
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** A text as XML's content or a quoted attribute's value, without the characters that XML 1.0 forbids. */
function xmlText(text: string): string {
  return text
    .replace(FORBIDDEN, '')
    .replace(/[&<>"\r\n\t]/gu, (character) => REFERENCES[character] ?? character);
}

/** An attribute with its value; left out where that is null. */
export type XmlAttributes = Readonly<Record<string, string | null>>;

/** An element that holds elements, or nothing; null among them is none. */
export function xmlElement(
  name: string,
  attributes: XmlAttributes,
  content: readonly (string | null)[] = [],
): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => (value === null ? '' : ` ${key}="${xmlText(value)}"`))
    .join('');
  const inner = content.filter((part) => part !== null).join('');
  return inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

/** An element that holds a text; null where that is null. */
export function xmlTextElement(
  name: string,
  text: string | null,
  attributes: XmlAttributes = {},
): string | null {
  return text === null ? null : xmlElement(name, attributes, [xmlText(text)]);
}
