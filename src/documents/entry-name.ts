/** Files that hold documents instead of being one. */
const ARCHIVE = /\.(?:zip|tar|tgz|tar\.gz|gz|bz2|tbz2?|xz|txz|zst|7z|rar)$/iu;

/** Whether a name within an archive leads out of the folder that the archive would be unpacked into, or has a NUL. */
function climbsOut(entryName: string): boolean {
  return (
    entryName.includes('\0') ||
    /^(?:[/\\]|[a-z]:)/iu.test(entryName) ||
    entryName.split(/[/\\]/u).includes('..')
  );
}

/** Whether a part of the path is hidden, or is what macOS adds to archives. */
export function isHidden(path: string): boolean {
  return path.split('/').some((part) => (part.startsWith('.') && part !== '.') || part === '__MACOSX');
}

/** Whether the name is an archive's. */
function isArchiveName(name: string): boolean {
  return ARCHIVE.test(name);
}

/** Why an entry of an archive is not taken, or null. */
export function entryFault(entryName: string): string | null {
  if (climbsOut(entryName)) return 'Its path leads out of the archive.';
  if (isArchiveName(entryName)) return 'It is an archive inside an archive: unpack it first.';
  return null;
}
