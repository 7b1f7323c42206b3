import { RawSocket } from './raw-socket.js';

/*
 * Sends frames and hears frames of one EtherType, for the clients' namespace:
 *
 *   node exchange-frames.js INTERFACE ETHERTYPE MILLISECONDS FRAME…
 *
 * EtherType and frames in hexadecimal; frames are sent one after the other. Prints each frame that comes within that
 * time after the last one was sent, in hexadecimal, and then "done".
 */
const [interfaceName = '', etherType = '', milliseconds = '0', ...frames] = process.argv.slice(2);

const socket = new RawSocket(interfaceName, Number.parseInt(etherType, 16));
for (const frame of frames) socket.send(Buffer.from(frame, 'hex'));
console.log('sent');
const until = Date.now() + Number(milliseconds);
for (let left = Number(milliseconds); left > 0; left = until - Date.now()) {
  const frame = socket.receive(left);
  if (frame !== undefined) console.log(`frame ${frame.toString('hex')}`);
}
socket.close();
console.log('done');
