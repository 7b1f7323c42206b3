import { DgramNet } from './dgram/dgram-net.js';
import { loadLibc } from './linux/libc.js';
import { LinuxNet } from './linux/linux-net.js';
import type { Net } from './net.port.js';

export interface OpenNetOptions {
  /** REVEILLE_INTERFACES; undefined: every suitable interface. */
  readonly interfaces: readonly string[] | undefined;
  /** Hears what the operator should know, one sentence at a time, already rate-limited. */
  readonly report: (sentence: string) => void;
  /** Hears what harms nobody, for whoever looks closely. */
  readonly remark?: ((sentence: string) => void) | undefined;
}

/** The best adapter that this host allows. Its sockets belong to the calling thread; every thread opens its own. */
export function openNet({ interfaces, report, remark }: OpenNetOptions): Net {
  const libc = loadLibc();
  if (!libc.ok) return new DgramNet({ interfaces, report, reason: libc.error });
  const net = LinuxNet.open({ libc: libc.value, interfaces, report, remark });
  if (!net.ok) return new DgramNet({ interfaces, report, reason: net.error });
  return net.value;
}
