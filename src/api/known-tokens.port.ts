import type { Caller } from './caller.js';

/** The tokens beside the admin's own. Also the injection token. */
export abstract class KnownTokens {
  /** Whose token this is; undefined when it is not known, or not valid any more. */
  abstract find(token: string): Caller | undefined;
}
