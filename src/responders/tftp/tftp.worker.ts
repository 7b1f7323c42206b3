import { parentPort, workerData } from 'node:worker_threads';
import { openNet } from '../../net/open-net.js';
import type { TftpAdmission } from './tftp-admission.js';
import { systemClock } from './tftp-clock.js';
import { TftpEngine } from './tftp-engine.js';
import type { FromWorker, ToWorker, WorkerSetup } from './worker-messages.js';

/*
 * The thread that moves bulk bytes: its own sockets, its own files, so that fifty transfers never delay a DHCP answer
 * and a database commit never delays a block. It asks the inventory once per request.
 */

if (parentPort === null) throw new Error('tftp.worker is started by the TFTP responder, not by hand');
const port = parentPort;
const setup = workerData as WorkerSetup;

const say = (message: FromWorker): void => port.postMessage(message);

const waiting = new Map<number, (admission: TftpAdmission) => void>();
let questions = 0;

const net = openNet({ interfaces: setup.interfaces, report: (sentence) => say({ kind: 'report', sentence }) });
const engine = new TftpEngine({
  net,
  port: setup.port,
  clock: systemClock,
  admit: (question) =>
    new Promise((resolve) => {
      const number = questions++;
      waiting.set(number, resolve);
      say({ kind: 'question', number, question });
    }),
  observe: (event) => say({ kind: 'event', event }),
  tell: (line) => say({ kind: 'listen', line }),
});

port.on('message', (message: ToWorker) => {
  if (message.kind === 'admission') {
    waiting.get(message.number)?.(message.admission);
    waiting.delete(message.number);
    return;
  }
  void engine.stop(message.seconds).then(() => {
    net.close();
    say({ kind: 'stopped' });
    port.close();
  });
});

engine.start();
say({ kind: 'started' });
