import { z } from 'zod';
import { strictObject } from '../api/strict-object.js';
import type { BootFiles } from '../boot/boot-files.js';
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

/** Which file each kind of client gets; an empty object is the same as none. */
export const bootFiles = strictObject(
  Object.fromEntries(FILE_KEYS.map((key) => [key, bootFile.optional()])) as Record<
    FileKey,
    z.ZodOptional<typeof bootFile>
  >,
)
  .transform((files): BootFiles | undefined => (Object.keys(files).length === 0 ? undefined : files))
  .meta({ description: 'The boot file of each kind of client; default serves every kind that has no key of its own' });
