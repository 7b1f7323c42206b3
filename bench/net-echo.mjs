/*
 * The cost of the network layer alone: how many packets per second come in and go out, and at what CPU time each.
 *
 *   node bench/net-echo.mjs udp  INTERFACE PORT        sends every datagram back
 *   node bench/net-echo.mjs rarp INTERFACE BASEMAC BASEIP   answers every RARP request: IP = base + (MAC - base)
 *
 * Run `npm run build` first; NET_ECHO_DIST names another build. SIGTERM or SIGINT prints one line and ends.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = resolve(process.env.NET_ECHO_DIST ?? 'dist');
const load = (path) => import(pathToFileURL(resolve(dist, path)).href);
const { openNet } = await load('src/net/open-net.js');
const [mode, name, ...rest] = process.argv.slice(2);
if ((mode !== 'udp' && mode !== 'rarp') || name === undefined || rest.length === 0) {
  console.error('usage: node bench/net-echo.mjs udp INTERFACE PORT | rarp INTERFACE BASEMAC BASEIP');
  process.exit(2);
}

const net = openNet({ interfaces: [name], report: (sentence) => console.error(sentence) });
const [served] = net.interfaces();
if (served === undefined) process.exit(1);
let packets = 0;
const opened = mode === 'udp' ? openEcho() : await openRarp();
if (!opened.ok) {
  console.error(opened.error.sentence);
  process.exit(1);
}

function openEcho() {
  return net.openUdp(served, Number(rest[0]), ({ payload, sourceAddress, sourcePort }, port) => {
    packets++;
    port.send(payload, sourceAddress, sourcePort);
  });
}

async function openRarp() {
  const { decodeRarp, encodeRarp } = await load('src/wire/rarp/rarp.codec.js');
  const { parseMacAddress } = await load('src/values/mac-address.js');
  const { parseIpv4Address } = await load('src/values/ipv4-address.js');
  const baseMac = parseMacAddress(rest[0]).value;
  const baseAddress = parseIpv4Address(rest[1]).value;
  const ours = served.addresses[0].address;
  return net.openFrames(served, 0x8035, (frame, port) => {
    const request = decodeRarp(frame);
    if (!request.ok) return;
    packets++;
    const { source, targetHardwareAddress } = request.value;
    port.send(
      encodeRarp({
        source: served.mac,
        destination: source,
        operation: 4,
        senderHardwareAddress: served.mac,
        senderProtocolAddress: ours,
        targetHardwareAddress,
        targetProtocolAddress: baseAddress + (targetHardwareAddress - baseMac),
      }),
    );
  });
}

const before = process.cpuUsage();
function finish() {
  const { user, system } = process.cpuUsage(before);
  const { rss } = process.memoryUsage();
  const cost = packets === 0 ? 'none' : `${((user + system) / packets).toFixed(2)} us CPU each`;
  console.log(`${mode}: ${packets} packets, ${cost}, rss ${(rss / 1048576).toFixed(0)} MB`);
  net.close();
  process.exit(0);
}
process.on('SIGTERM', finish);
process.on('SIGINT', finish);
