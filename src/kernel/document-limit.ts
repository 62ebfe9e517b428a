/** Largest document that is taken from anywhere, in bytes: 10 MB. A book has one or two million characters, an article never. */
export const MAX_DOCUMENT_BYTES = 10_000_000;
