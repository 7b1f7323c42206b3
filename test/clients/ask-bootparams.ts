import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { formatIpv4Address } from '../../src/values/ipv4-address.js';
import { ip } from '../fakes/known-lab.js';
import { getfileCall, getfileOf, getportCall, indirectWhoamiCall, indirectWhoamiOf, portOf } from './sun-rpc.js';

/*
 * What a Sun's boot code asks after RARP and TFTP, for the clients' namespace:
 *
 *   node ask-bootparams.js OWN-ADDRESS BROADCAST-ADDRESS SERVER-ADDRESS
 *
 * WHOAMI by CALLIT to the broadcast address, GETPORT and GETFILE root at the server. Prints a line for each step; exit
 * status 1 when one got no answer.
 */
const [own = '', everybody = '', server = ''] = process.argv.slice(2);
const ANSWER_WITHIN_MS = 5_000;

const socket = createSocket('udp4');
socket.bind(1023);
await once(socket, 'listening');
socket.setBroadcast(true);

async function ask(message: Buffer, address: string, port: number): Promise<Buffer> {
  const answer = once(socket, 'message', { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  socket.send(message, port, address);
  const [reply] = (await answer) as [Buffer];
  return reply;
}

try {
  const whoami = indirectWhoamiOf(await ask(indirectWhoamiCall(ip(own)), everybody, 111));
  const { clientName, domain, router, port } = whoami;
  console.log(`WHOAMI ${clientName} ${domain} ${formatIpv4Address(router)} port ${port}`);
  const mapped = portOf(await ask(getportCall(), server, 111));
  console.log(`GETPORT ${mapped}`);
  const root = getfileOf(await ask(getfileCall(clientName, 'root'), server, mapped));
  console.log(`GETFILE root ${root.server} ${formatIpv4Address(root.address)} ${root.path}`);
} catch (error) {
  console.log(`no answer: ${String(error)}`);
  process.exitCode = 1;
} finally {
  socket.close();
}
