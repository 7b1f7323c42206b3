import { createInterface } from 'node:readline';
import { RawSocket } from './raw-socket.js';

/*
 * Puts Ethernet frames on a wire as they are, for the clients' namespace:
 *
 *   node send-frames.js INTERFACE
 *
 * Each line of standard input is a name and one or more frames in hexadecimal; when they are sent, it says `sent NAME`.
 */
const ETHER_TYPE_IPV4 = 0x0800;
const [interfaceName = ''] = process.argv.slice(2);
const socket = new RawSocket(interfaceName, ETHER_TYPE_IPV4);
console.log('ready');
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [name = '', ...frames] = line.split(' ');
    for (const frame of frames) socket.send(Buffer.from(frame, 'hex'));
    console.log(`sent ${name}`);
  })
  .on('close', () => socket.close());
