import { RawSocket } from './raw-socket.js';

/*
 * A RARP client (RFC 903) for the clients' namespace, with its own bytes:
 *
 *   node ask-rarp.js INTERFACE MAC [SECONDS]
 *
 * asks for its address as a Sun's boot PROM does (both protocol addresses undefined, the sender's all ones), once per
 * second, and prints the reply's frame in hexadecimal and in words, or that none came. Exit status 0 or 1.
 */
const [interfaceName = '', mac = '', seconds = '5'] = process.argv.slice(2);
const ETHER_TYPE_RARP = 0x8035;

const own = mac
  .split(':')
  .map((octet) => octet.padStart(2, '0'))
  .join('');
const request = Buffer.from(
  `ffffffffffff${own}80350001080006040003${own}ffffffff${own}00000000${'00'.repeat(18)}`,
  'hex',
);

function isReplyToUs(frame: Buffer): boolean {
  return frame.toString('hex', 12, 22) === '80350001080006040004' && frame.toString('hex', 32, 38) === own;
}

const octetsInHex = (bytes: Buffer): string => [...bytes].map((octet) => octet.toString(16).padStart(2, '0')).join(':');

function inWords(frame: Buffer): string {
  const [server, serverAddress, address] = [frame.subarray(22, 28), frame.subarray(28, 32), frame.subarray(38, 42)];
  return `address ${address.join('.')} from ${serverAddress.join('.')} (${octetsInHex(server)})`;
}

/** Sends one request and waits up to a second for the reply. */
function ask(socket: RawSocket): Buffer | undefined {
  socket.send(request);
  const until = Date.now() + 1000;
  for (let left = 1000; left > 0; left = until - Date.now()) {
    const frame = socket.receive(left);
    if (frame !== undefined && isReplyToUs(frame)) return frame;
  }
  return undefined;
}

const socket = new RawSocket(interfaceName, ETHER_TYPE_RARP);
let reply: Buffer | undefined;
for (let attempt = 0; attempt < Number(seconds) && reply === undefined; attempt += 1) reply = ask(socket);
socket.close();
if (reply === undefined) {
  console.log(`no RARP reply in ${seconds} s`);
  process.exitCode = 1;
} else {
  console.log(`frame ${reply.toString('hex')}`);
  console.log(inWords(reply));
}
