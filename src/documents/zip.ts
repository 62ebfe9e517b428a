import { crc32 } from 'node:zlib';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import { entryFault, isHidden } from './entry-name.ts';
import { fileFailure } from './file-failure.ts';
import { documentOrFailure, type FoundDocument, failed, refusal, tooLarge } from './found-document.ts';
import { jsonLineDocuments } from './json-lines.ts';
import { isJsonLinesName } from './media-kind.ts';
import { collect } from './read-bytes.ts';

/**
 * Most that an archive may unpack to, as a multiple of its own size; text shrinks to a third, the most repetitive JSON to
 * a fiftieth. DEFLATE alone reaches 1,032, entries that share their bytes reach millions: those are bombs.
 */
const MAX_RATIO = 200;
/** Below this nobody is harmed, whatever the ratio. */
const RATIO_FREE_BYTES = 50 * 1024 * 1024;

/** Bits of an entry's Unix mode. */
const MODE = { kind: 0o170000, link: 0o120000 };

/**
 * The documents of a ZIP archive, in the order of its list of entries; folders and hidden files are left out.
 *
 * An entry that cannot be taken is told of by its name, and the next one read: encrypted, too large, larger or smaller
 * than declared, damaged, a link, an archive itself, a path that leads out. An archive that cannot be read at all, or
 * that unpacks to far more than text could, gives one failure, and ends there.
 */
export async function* zipDocuments(
  path: string,
  name: string,
  maxBytes: number,
): AsyncGenerator<FoundDocument> {
  let zip: ZipFile;
  try {
    zip = await openZip(path);
  } catch (error) {
    yield { name, failure: zipFailure(error) };
    return;
  }
  let unpackedBytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      unpackedBytes += entry.uncompressedSize;
      if (unpackedBytes > Math.max(RATIO_FREE_BYTES, MAX_RATIO * zip.fileSize)) {
        yield failed(name, `It unpacks to more than ${MAX_RATIO} times its size: no archive of texts does.`);
        return;
      }
      yield* entryDocuments(zip, entry, name, maxBytes);
    }
  } catch (error) {
    yield { name, failure: zipFailure(error) };
  } finally {
    zip.close();
  }
}

/** How many entries an archive has, folders included; null where it cannot be read. */
export async function countZipEntries(path: string): Promise<number | null> {
  try {
    const zip = await openZip(path);
    zip.close();
    return zip.entryCount;
  } catch (error) {
    // Told of when it is read.
    zipFailure(error);
    return null;
  }
}

function openZip(path: string): Promise<ZipFile> {
  // Names as bytes: yauzl would give the whole archive up at the first that leads out of it.
  return openPromise(path, {
    lazyEntries: true,
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: true,
  });
}

async function* entryDocuments(
  zip: ZipFile,
  entry: Entry,
  archive: string,
  maxBytes: number,
): AsyncGenerator<FoundDocument> {
  const entryName = getFileNameLowLevel(
    entry.generalPurposeBitFlag,
    entry.fileNameRaw,
    entry.extraFields,
    false,
  );
  const name = `${archive}/${entryName}`;
  const isFolder = entryName.endsWith('/');
  const fault = entryFault(entryName) ?? entryContentFault(entry);
  if (fault !== null) yield failed(name, fault);
  else if (isFolder || isHidden(entryName)) return;
  else if (isJsonLinesName(entryName)) yield* lineDocuments(zip, entry, name, maxBytes);
  else yield await documentOrFailure(name, async () => ({ bytes: await entryBytes(zip, entry, maxBytes) }));
}

function entryContentFault(entry: Entry): string | null {
  if (entry.isEncrypted()) return 'It is encrypted.';
  if (!entry.canDecodeFileData())
    return `It is packed by a method that is not known here (${entry.compressionMethod}): only DEFLATE is.`;
  const mode = entry.externalFileAttributes >>> 16;
  return (mode & MODE.kind) === MODE.link ? 'It is a link, not a file.' : null;
}

async function entryBytes(zip: ZipFile, entry: Entry, maxBytes: number): Promise<Uint8Array> {
  if (entry.uncompressedSize > maxBytes) throw tooLarge(maxBytes);
  const bytes = await entryStream(zip, entry)
    .then((stream) => collect(stream, maxBytes))
    .catch((error: unknown) => {
      throw zipFailure(error);
    });
  if (crc32(bytes) !== entry.crc32) throw refusal('It is damaged: its checksum is another.');
  return bytes;
}

async function* lineDocuments(
  zip: ZipFile,
  entry: Entry,
  name: string,
  maxBytes: number,
): AsyncGenerator<FoundDocument> {
  try {
    yield* jsonLineDocuments(name, await entryStream(zip, entry), maxBytes);
  } catch (error) {
    yield { name, failure: zipFailure(error) };
  }
}

/** The error is kept until someone listens: zlib may fail before the reading begins. */
async function entryStream(zip: ZipFile, entry: Entry): Promise<AsyncIterable<Uint8Array>> {
  return zip.openReadStreamPromise(entry);
}

function zipFailure(error: unknown): ReturnType<typeof fileFailure> {
  // What yauzl and zlib find wrong with the bytes is a plain Error, or has a code of zlib's.
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof Error && error.name === 'Error' && (code === '' || code.startsWith('Z_'))) {
    return refusal(`It is no ZIP archive, or a damaged one: ${error.message}.`, { cause: error });
  }
  return fileFailure(error);
}
