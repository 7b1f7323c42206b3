import { fail, ok, type Result } from '../values/result.js';

/** The Sun bootparams of a machine as the operator wrote them: `root` → `10.79.0.1:/export/root/ultra10`. */
export type Bootparams = Readonly<Record<string, string>>;

/** One value of /etc/bootparams in its two parts. */
export interface BootparamValue {
  /** An address or a host name; empty for a word that belongs to no server, such as `boottype=:in`. */
  readonly server: string;
  /** As a rule a path; may be empty. */
  readonly path: string;
}

/** bootparam_prot.x: MAX_MACHINE_NAME and MAX_PATH_LEN, in octets. */
const LONGEST_SERVER = 255;
const LONGEST_PATH = 1024;

/** Reads `server:path`, or `:word`, as bootparams(5) writes it. */
export function readBootparam(text: string): Result<BootparamValue> {
  const colon = text.indexOf(':');
  if (colon < 0)
    return fail(
      `"${text}" names no server; write it as 10.79.0.1:/export/root/ultra10, or :${text} when it is no path on a server`,
    );
  if (/\p{Cc}/u.test(text)) return fail('contains a control character');
  const value = { server: text.slice(0, colon), path: text.slice(colon + 1) };
  if (!/^[A-Za-z0-9._-]*$/.test(value.server)) return fail(`"${value.server}" is neither an address nor a host name`);
  if (value.server.length > LONGEST_SERVER) return fail(`the server's name is longer than ${LONGEST_SERVER} octets`);
  if (Buffer.byteLength(value.path) > LONGEST_PATH) return fail(`the path is longer than ${LONGEST_PATH} octets`);
  return ok(value);
}
