import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a ZIP archive, with the lies that a bad one tells. */
export interface ZipEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Set the flag of encryption. */
  readonly isEncrypted?: boolean;
  /** What the list of entries says of its size; by default the truth. */
  readonly declaredSize?: number;
  readonly crc?: number;
  /** Unix mode, type included. */
  readonly mode?: number;
  readonly method?: number;
}

const SIGNATURE = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };
const DEFLATE = 8;

/** A ZIP archive of these entries, in this order. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content);
    const packed = deflateRawSync(content);
    const name = Buffer.from(entry.name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(SIGNATURE.local, 0);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(SIGNATURE.central, 0);
    central.writeUInt16LE((3 << 8) | 20, 4);
    // UTF-8 names, and whether it is encrypted.
    central.writeUInt16LE(0x800 | (entry.isEncrypted === true ? 1 : 0), 8);
    central.writeUInt16LE(entry.method ?? DEFLATE, 10);
    central.writeUInt32LE(entry.crc ?? crc32(content), 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(entry.declaredSize ?? content.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    locals.push(local, name, packed);
    centrals.push(central, name);
    offset += local.length + name.length + packed.length;
  }
  const list = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(SIGNATURE.end, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, end]);
}
