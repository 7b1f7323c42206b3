/** Why a boot file could not be read. */
export interface FetchFailure {
  /**
   * `absent`: the server says that there is no such file; `refused`: it has another reason; `closed`: nothing listens at
   * that port; `silent`: nothing came; `broken-off`: it began, and nothing more came; `unfit`: it came otherwise than
   * firmware could use it.
   */
  readonly cause: 'absent' | 'refused' | 'closed' | 'silent' | 'broken-off' | 'unfit';
  /** The server's own words, or what was seen. */
  readonly words: string;
}

const FILE_NOT_FOUND = 1;

/** A TFTP ERROR of the server (RFC 1350 §5). */
export function readTftpError(code: number, text: string): FetchFailure {
  const words = `TFTP error ${code}${text === '' ? '' : ` "${text}"`}`;
  return { cause: code === FILE_NOT_FOUND ? 'absent' : 'refused', words };
}

const ABSENT: ReadonlySet<number> = new Set([404, 410]);

/** A status that is not 2xx: firmware follows no redirection (smee#229). */
export function readHttpStatus(status: number, location: string | null): FetchFailure {
  if (status < 400) return { cause: 'unfit', words: `HTTP ${status} leads on to ${location ?? 'nowhere'}` };
  return { cause: ABSENT.has(status) ? 'absent' : 'refused', words: `HTTP ${status}` };
}

const CLOSED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET']);
const SILENT: ReadonlySet<string> = new Set([
  ...['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT'],
]);

/** What Node's `fetch` threw, after so many octets had come. */
export function readHttpError(error: unknown, octets: number): FetchFailure {
  const { name = '', message = '', cause } = error as { name?: string; message?: string; cause?: unknown };
  const code = (cause as { code?: string } | undefined)?.code ?? '';
  const words = (cause as { message?: string } | undefined)?.message || message;
  if (octets > 0) return { cause: 'broken-off', words };
  if (CLOSED.has(code)) return { cause: 'closed', words };
  return { cause: SILENT.has(code) || name === 'TimeoutError' ? 'silent' : 'unfit', words };
}
