import { refused } from './refused.ts';

/** The formats that have a reader. */
export type Format = 'plain' | 'html' | 'json' | 'xml';

const BY_MEDIA_TYPE: readonly (readonly [RegExp, Format])[] = [
  [/^text\/html$|xhtml\+xml$/u, 'html'],
  [/[/+]xml$/u, 'xml'],
  [/[/+]json$/u, 'json'],
  [/^text\/(?:plain|markdown)$/u, 'plain'],
];
const BY_EXTENSION: ReadonlyMap<string, Format> = new Map([
  ['txt', 'plain'],
  ['text', 'plain'],
  ['md', 'plain'],
  ['html', 'html'],
  ['htm', 'html'],
  ['xhtml', 'html'],
  ['json', 'json'],
  ['ninjs', 'json'],
  ['xml', 'xml'],
  ['rss', 'xml'],
  ['atom', 'xml'],
  ['newsml', 'xml'],
]);
/** What other files begin with; a name for each, so that the refusal can say what it is. */
const OTHER_FILES: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['a PDF file', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['a zip archive (or a document of an office program)', [0x50, 0x4b, 0x03, 0x04]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG picture', [0xff, 0xd8, 0xff]],
  ['an old Word or Excel file', [0xd0, 0xcf, 0x11, 0xe0]],
  ['an RTF file', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
];
/** How much of a document is looked at to tell its format. */
const SNIFFED_BYTES = 1_024;

/**
 * The format of a document: what the media type says, else the name's extension, else what the bytes begin with. A
 * media type or extension that is not known says nothing. Refuses files that are known to be something else.
 */
export function formatOf(bytes: Uint8Array, mediaType: string | undefined, name: string | undefined): Format {
  const other = OTHER_FILES.find(([, start]) => start.every((byte, index) => bytes[index] === byte));
  if (other !== undefined) throw refused(`is ${other[0]}: it is not read`);
  const type = mediaType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const extension = /\.([a-z]+)$/iu.exec(name ?? '')?.[1]?.toLowerCase() ?? '';
  return (
    BY_MEDIA_TYPE.find(([pattern]) => pattern.test(type))?.[1] ??
    BY_EXTENSION.get(extension) ??
    sniffed(bytes)
  );
}

/** The charset parameter of a media type. */
export function charsetOf(mediaType: string | undefined): string | null {
  return /;\s*charset\s*=\s*"?([^\s";]+)/iu.exec(mediaType ?? '')?.[1] ?? null;
}

function sniffed(bytes: Uint8Array): Format {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  const start = new TextDecoder(encoding).decode(bytes.subarray(0, SNIFFED_BYTES)).trimStart();
  if (
    /^(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|article|main|header|section|div|span|p|h[1-6]|table|ul|ol)\b/isu.test(
      start,
    )
  )
    return 'html';
  if (/^<(?:\?xml|!doctype|[a-z][\w:.-]*[\s>/])/iu.test(start)) return 'xml';
  return /^\{\s*["}]|^\[\s*[[{"\]]/u.test(start) ? 'json' : 'plain';
}
