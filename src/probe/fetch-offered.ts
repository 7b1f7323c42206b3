import { createHash } from 'node:crypto';
import { createClient } from 'tftp';

/** An initrd is not read to its end: what matters is known by then. */
const MOST_OCTETS = 64 * 1024 * 1024;
const PATIENCE = 20_000;

/** How the reading of a boot file went. */
export interface Fetched {
  readonly protocol: 'tftp' | 'http';
  readonly server: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string | undefined;
  readonly milliseconds: number;
  /** Why it was not read to its end. */
  readonly problem: string | undefined;
}

/** Reads the file that was offered: by TFTP with the package `tftp`, or by HTTP. Nothing of it is kept. */
export async function fetchOffered(server: string, name: string, tftpPort: number): Promise<Fetched> {
  const since = performance.now();
  const digest = createHash('sha256');
  const isUrl = /^https?:/i.test(name);
  let size = 0;
  let problem: string | undefined;
  const take = (octets: Uint8Array): boolean => {
    digest.update(octets);
    size += octets.length;
    return size <= MOST_OCTETS;
  };
  try {
    if (isUrl) await readUrl(name, take);
    else await readByTftp(server, name, tftpPort, take);
  } catch (error) {
    problem = (error as Error).message;
  }
  return {
    ...{ protocol: isUrl ? ('http' as const) : ('tftp' as const), server, name, size, problem },
    sha256: problem === undefined ? digest.digest('hex') : undefined,
    milliseconds: Math.round(performance.now() - since),
  };
}

/** Hears what was read; false: that is enough. */
type Take = (octets: Uint8Array) => boolean;

const tooLarge = (): Error => new Error(`it has more than ${MOST_OCTETS} octets, and was not read to its end`);

/** The package's stream says `close` before `end` and before `error`, so nothing but these two is waited for. */
function readByTftp(host: string, name: string, port: number, take: Take): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = createClient({ host, port }).createGetStream(name);
    const give = (error: Error): void => {
      clearTimeout(timer);
      stream.abort();
      reject(error);
    };
    const timer = setTimeout(() => give(new Error(`it was not read within ${PATIENCE / 1000} s`)), PATIENCE);
    stream.on('data', (octets: Uint8Array) => {
      if (!take(octets)) give(tooLarge());
    });
    stream.on('end', () => {
      clearTimeout(timer);
      resolve();
    });
    stream.on('error', (error: Error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

async function readUrl(url: string, take: Take): Promise<void> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`the answer is ${response.status}`);
  const body = response.body as AsyncIterable<Uint8Array> | null;
  for await (const octets of body ?? []) if (!take(octets)) throw tooLarge();
}
