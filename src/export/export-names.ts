import { parseGlobalId } from '../kernel/global-id.ts';

/** A thing of the record as a URN, the same wherever it is exported. Throws where the id is none. */
export function urnOf(globalId: string): string {
  const parsed = parseGlobalId(globalId);
  if (parsed === null) throw new Error(`${globalId} is no public id`);
  return `urn:uuid:${parsed.uuid}`;
}

/** Whether a text is a URI as RFC 3986 writes it, with nothing that must be escaped: other formats take no other. */
export function isUri(text: string): boolean {
  return URI.test(text) && URL.canParse(text);
}

const URI =
  /^[a-z][a-z\d+.-]*:(?:[\w.~:/?@!$&'()*+,;=-]|%[\da-f]{2})+(?:#(?:[\w.~:/?@!$&'()*+,;=-]|%[\da-f]{2})*)?$/i;

/** The address of an IPTC Media Topic by its code, `medtop:20000053`; null where the code is of another kind. */
export function mediaTopicUri(code: string): string | null {
  const digits = /^medtop:(\d{8})$/u.exec(code)?.[1];
  return digits === undefined ? null : `http://cv.iptc.org/newscodes/mediatopic/${digits}`;
}

/** A property with its value; none where the value is null. */
export function given<K extends string, T>(name: K, value: T | null): { readonly [N in K]?: T } {
  const property: { [N in K]?: T } = {};
  if (value !== null) property[name] = value;
  return property;
}

/** A property with a list of values; none where the list is empty. */
export function listed<K extends string, T>(
  name: K,
  values: readonly T[],
): { readonly [N in K]?: readonly T[] } {
  return given(name, values.length === 0 ? null : values);
}
