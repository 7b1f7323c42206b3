import { z } from 'zod';
import { strictObject } from '../api/strict-object.js';
import type { BootFileChoice, BootFiles } from '../boot/boot-files.js';
import { CLIENT_KINDS, type ClientKind } from '../values/client-arch.js';
import { fail, ok, type Result } from '../values/result.js';

type FileKey = 'default' | ClientKind;
const FILE_KEYS: readonly FileKey[] = ['default', ...CLIENT_KINDS];

/** Option 67 holds 255 octets (RFC 2132 §9.5); a longer path could not be said in one option. */
const LONGEST_PATH = 255;
const LONGEST_URL = 1024;
const URL_SCHEMES: readonly string[] = ['http:', 'https:', 'tftp:'];

function checkUrl(text: string): Result<string> {
  if (Buffer.byteLength(text) > LONGEST_URL) return fail(`is longer than ${LONGEST_URL} octets`);
  if (!URL.canParse(text)) return fail(`"${text}" is not a URL; write it as http://10.79.0.1:8080/boot/x.efi`);
  const url = new URL(text);
  if (!URL_SCHEMES.includes(url.protocol)) {
    return fail(
      `${url.protocol}// is not a way that machines fetch a boot file here; use http://, https:// or tftp://, or a path below the TFTP root`,
    );
  }
  if (url.hostname === '') return fail(`"${text}" names no host; write it as http://10.79.0.1:8080/boot/x.efi`);
  return ok(text);
}

/**
 * What a boot file may be: a path below the root of the boot files (a leading `/` is that root, as some loaders write
 * it), or a URL. Kept as it was written.
 */
function readBootFile(text: string): Result<string> {
  if (text === '') return fail('is empty; leave the key out instead');
  if (/\p{Cc}/u.test(text)) return fail('contains a control character');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return checkUrl(text);
  if (Buffer.byteLength(text) > LONGEST_PATH)
    return fail(`is longer than ${LONGEST_PATH} octets, more than DHCP option 67 can carry`);
  if (text.split(/[/\\]/).includes('..'))
    return fail('contains "..": a boot file lies below the TFTP root; write its path from there');
  return ok(text);
}

export const bootFile = z
  .string()
  .transform((text, context) => {
    const file = readBootFile(text);
    if (file.ok) return file.value;
    context.issues.push({ code: 'custom', message: file.error, input: text });
    return z.NEVER;
  })
  .meta({
    description: 'A path below the TFTP root, or an http://, https:// or tftp:// URL',
    examples: ['pxelinux.0'],
  });

/** Loaders beyond the tenth would be reached after ten failed boots. */
const MOST_LOADERS = 10;

/** A row of the table: one file, or loaders in the order in which they are tried. */
const bootFileChoice = z
  .union([z.string(), z.array(z.string())], {
    error: () => 'must be a path or URL, or a list of them in the order in which they are tried',
  })
  .transform((written, context): BootFileChoice => {
    const refuse = (message: string, path: number[]): never => {
      context.issues.push({ code: 'custom', message, input: written, path });
      return z.NEVER;
    };
    const read = (text: string, path: number[]): string => {
      const file = readBootFile(text);
      return file.ok ? file.value : refuse(file.error, path);
    };
    if (typeof written === 'string') return read(written, []);
    if (written.length === 0) return refuse('is empty; leave the key out instead', []);
    if (written.length > MOST_LOADERS) return refuse(`has more than ${MOST_LOADERS} loaders`, []);
    return written.map((text, at) => read(text, [at]));
  })
  .meta({
    description:
      'A file; or loaders in the order in which they are tried: the next one after a boot that ended at its loader',
    examples: ['pxelinux.0', ['ipxe.efi', 'snponly.efi']],
  });

/** Which file each kind of client gets; an empty object is the same as none. */
export const bootFiles = strictObject(
  Object.fromEntries(FILE_KEYS.map((key) => [key, bootFileChoice.optional()])) as Record<
    FileKey,
    z.ZodOptional<typeof bootFileChoice>
  >,
)
  .transform((files): BootFiles | undefined => (Object.keys(files).length === 0 ? undefined : files))
  .meta({ description: 'The boot file of each kind of client; default serves every kind that has no key of its own' });

/** The same as REST shows it; `{}` for none. */
export const bootFilesView = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

export function viewBootFiles(files: BootFiles | null): z.output<typeof bootFilesView> {
  return Object.fromEntries(
    Object.entries(files ?? {}).map(([key, choice]) => [key, typeof choice === 'string' ? choice : [...choice]]),
  );
}
