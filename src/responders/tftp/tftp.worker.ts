import { parentPort, workerData } from 'node:worker_threads';
import { openNet } from '../../net/open-net.js';
import { TappedNet } from '../../net/tapped-net.js';
import { systemClock } from './tftp-clock.js';
import { TftpEngine } from './tftp-engine.js';
import { TransferTap } from './transfer-tap.js';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-messages.js';

/*
 * The thread that moves bulk bytes: its own sockets, its own files, so that fifty transfers never delay a DHCP answer
 * and a database commit never delays a block. What may be served was decided before an order comes here.
 */

if (parentPort === null) throw new Error('tftp.worker is started by the TFTP responder, not by hand');
const parent = parentPort;
const { interfaces, limits, portRange, tapped } = workerData as WorkerSetup;

const say = (message: FromWorker): void => parent.postMessage(message);

let lastOrder = -1;
const wires = openNet({ interfaces, report: (sentence) => say({ kind: 'report', sentence }) });
const tap = new TransferTap((packets) => say({ kind: 'packets', packets }));
const net = tapped ? new TappedNet(wires, tap) : wires;
const engine = new TftpEngine({
  net,
  clock: systemClock,
  observe: (event) => say({ kind: 'event', event }),
  limits,
  portRange,
  idle: () => say({ kind: 'idle', after: lastOrder }),
});

async function stop(seconds: number): Promise<void> {
  await engine.stop(seconds);
  tap.flush();
  net.close();
  parent.close();
}

parent.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'begin':
      lastOrder = message.number;
      engine.begin(message.order);
      break;
    case 'asked-anew':
      engine.askedAnew(message.client);
      break;
    case 'stop':
      void stop(message.seconds);
      break;
  }
});
