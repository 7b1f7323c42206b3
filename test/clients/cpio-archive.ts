/** One entry of an archive. A path has no leading slash. */
export interface ArchiveEntry {
  readonly path: string;
  /** File type and permissions as in stat(2): 0o100755 a program, 0o040755 a folder, 0o020600 a character device. */
  readonly mode: number;
  readonly content?: Buffer;
  /** Major and minor number of a device. */
  readonly device?: readonly [number, number];
}

const TRAILER: ArchiveEntry = { path: 'TRAILER!!!', mode: 0 };

/**
 * Writes a cpio archive in the "newc" format that the Linux kernel takes as its initial RAM disk: per entry the magic
 * 070701, thirteen numbers of eight hexadecimal digits, the path with a NUL, and the content, both padded to 4 bytes.
 */
export function encodeCpioArchive(entries: readonly ArchiveEntry[]): Buffer {
  return Buffer.concat([...entries, TRAILER].flatMap((entry, at) => encodeEntry(entry, at + 1)));
}

function encodeEntry(entry: ArchiveEntry, inode: number): Buffer[] {
  const content = entry.content ?? Buffer.alloc(0);
  const [major, minor] = entry.device ?? [0, 0];
  const path = Buffer.from(`${entry.path}\0`);
  const [uid, gid, links, time, fileSystemMajor, fileSystemMinor, check] = [0, 0, 1, 0, 0, 0, 0];
  const numbers = [
    inode,
    entry.mode,
    uid,
    gid,
    links,
    time,
    content.length,
    fileSystemMajor,
    fileSystemMinor,
    major,
    minor,
    path.length,
    check,
  ];
  const header = Buffer.from(`070701${numbers.map((value) => value.toString(16).padStart(8, '0')).join('')}`);
  return [header, path, padding(header.length + path.length), content, padding(content.length)];
}

function padding(length: number): Buffer {
  return Buffer.alloc(-length & 3);
}
