import type { MachineNic } from '../../inventory/machine-directory.js';
import type { RarpPacket } from '../../wire/rarp/rarp.codec.js';

/** One frame, whom it is about, and how long it was: looked up once, for the decision and for what is told of it. */
export interface RarpQuestion {
  readonly request: RarpPacket;
  readonly known: MachineNic | undefined;
  /** Octets, header included. */
  readonly frameLength: number;
}
