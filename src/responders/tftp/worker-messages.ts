import type { PortRange } from '../../net/net.port.js';
import type { TappedDatagram } from '../../net/packet-tap.port.js';
import type { EngineLimits } from './engine-limits.js';
import type { TftpClient, TftpEvent } from './tftp-event.js';
import type { TransferOrder } from './transfer-order.js';

/*
 * What the TFTP worker and the thread that started it tell each other. A transfer costs three messages (the order, its
 * beginning, its end), however large the file is.
 */

export interface WorkerSetup {
  readonly interfaces: readonly string[] | undefined;
  readonly limits: Partial<EngineLimits>;
  readonly portRange: PortRange;
  /** Are the beginnings of transfers to be told? */
  readonly tapped: boolean;
}

export type ToWorker =
  | { readonly kind: 'begin'; readonly number: number; readonly order: TransferOrder }
  | { readonly kind: 'asked-anew'; readonly client: TftpClient }
  | { readonly kind: 'stop'; readonly seconds: number };

export type FromWorker =
  | { readonly kind: 'event'; readonly event: TftpEvent }
  /** The beginnings of transfers, for the capture. */
  | { readonly kind: 'packets'; readonly packets: readonly TappedDatagram[] }
  | { readonly kind: 'report'; readonly sentence: string }
  /** Nothing runs; `after` is the number of the last order that was heard. */
  | { readonly kind: 'idle'; readonly after: number };
