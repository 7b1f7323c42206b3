import { createHash } from 'node:crypto';
import { createClient } from 'tftp';
import { readHttpError, readHttpStatus, readTftpError, type FetchFailure } from './fetch-failure.js';

/** An initrd is not read to its end: what matters is known by then. */
const MOST_OCTETS = 64 * 1024 * 1024;
const PATIENCE = 20_000;
/** The package's word for it, when it has asked four times, 3 s apart. */
const TIMED_OUT = 'Timed out';

/** How the reading of a boot file went. */
export interface Fetched {
  readonly protocol: 'tftp' | 'http';
  readonly server: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string | undefined;
  readonly milliseconds: number;
  /** Why it was not read to its end. */
  readonly failure: FetchFailure | undefined;
}

/** Reads the file that was offered: by TFTP with the package `tftp`, or by HTTP. Nothing of it is kept. */
export async function fetchOffered(server: string, name: string, tftpPort: number): Promise<Fetched> {
  const since = performance.now();
  const digest = createHash('sha256');
  const isUrl = /^https?:/i.test(name);
  let size = 0;
  const take = (octets: Uint8Array): boolean => {
    digest.update(octets);
    size += octets.length;
    return size <= MOST_OCTETS;
  };
  const failure = isUrl ? await readUrl(name, take) : await readByTftp(server, name, tftpPort, take);
  return {
    ...{ protocol: isUrl ? ('http' as const) : ('tftp' as const), server, name, size, failure },
    sha256: failure === undefined ? digest.digest('hex') : undefined,
    milliseconds: Math.round(performance.now() - since),
  };
}

/** Hears what was read; false: that is enough. */
type Take = (octets: Uint8Array) => boolean;

const TOO_LARGE: FetchFailure = {
  cause: 'unfit',
  words: `it has more than ${MOST_OCTETS} octets, and was not read to its end`,
};

/**
 * The package's stream says `close` before `end` and before `error`, so nothing but these two is waited for. What a
 * server's ERROR says is heard where the package still has its number.
 */
function readByTftp(host: string, name: string, port: number, take: Take): Promise<FetchFailure | undefined> {
  return new Promise((resolve) => {
    const stream = createClient({ host, port }).createGetStream(name);
    const reader = stream._reader;
    const closeWithError = reader._closeWithError.bind(reader);
    let came = 0;
    let told: FetchFailure | undefined;
    reader._closeWithError = (error) => {
      // Errors of the package's own have names.
      if (error.name === undefined) told = readTftpError(error.code, error.message);
      closeWithError(error);
    };
    const end = (failure: FetchFailure | undefined): void => {
      clearTimeout(timer);
      resolve(failure);
    };
    const give = (failure: FetchFailure): void => {
      end(failure);
      stream.abort();
    };
    const nothingMore = (words: string): FetchFailure => ({ cause: came === 0 ? 'silent' : 'broken-off', words });
    const timer = setTimeout(() => give(nothingMore(`it was not read within ${PATIENCE / 1000} s`)), PATIENCE);
    stream.on('data', (octets: Uint8Array) => {
      came += octets.length;
      if (!take(octets)) give(TOO_LARGE);
    });
    stream.on('end', () => end(undefined));
    stream.on('error', ({ message }: Error) => {
      end(told ?? (message === TIMED_OUT ? nothingMore(message) : { cause: 'unfit', words: message }));
    });
  });
}

async function readUrl(url: string, take: Take): Promise<FetchFailure | undefined> {
  let came = 0;
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) return readHttpStatus(response.status, response.headers.get('location'));
    const body = response.body as AsyncIterable<Uint8Array> | null;
    for await (const octets of body ?? []) {
      came += octets.length;
      if (!take(octets)) return TOO_LARGE;
    }
    return undefined;
  } catch (error) {
    return readHttpError(error, came);
  }
}
