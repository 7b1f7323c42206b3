/**
 * What it costs to keep a packet for the capture of its machine, beside what an answer costs in all (docs/operations.md):
 * `npm run build && node bench/capture-cost.mjs`. Nanoseconds per packet; a question and its answer are two.
 */
import 'reflect-metadata';
import { FrameCapture } from '../dist/src/capture/frame-capture.js';

const PACKETS = 1_000_000;
const ROUNDS = 3;
const ports = { dhcp: 67, dhcpClient: 68, proxy: 4011, tftp: 69, portmap: 111, bootparams: 10_026 };
const wire = { index: 2, name: 'eth0', mac: 0x0200_0000_0001, mtu: 1500, loopback: false, addresses: [] };

const rarp = Buffer.alloc(60);
rarp.writeUInt16BE(0x8035, 12);
const dhcp = Buffer.alloc(300);
dhcp[0] = 1;
dhcp[2] = 6;
const datagram = { payload: dhcp, sourceAddress: 0, sourcePort: 68, destinationAddress: 0xffff_ffff };

const CASES = {
  'RARP, question and answer': (capture, machine) => {
    rarp.writeUInt32BE(machine, 34);
    capture.heardFrame(rarp, wire);
    capture.sentFrame(rarp, wire);
  },
  'DHCP of 300 octets, question and answer': (capture, machine) => {
    dhcp.writeUInt32BE(machine, 30);
    capture.heardDatagram(datagram, 67, wire);
    capture.sentDatagram(dhcp, 0xffff_ffff, 68, 1, 67, wire);
  },
};

for (const [name, exchange] of Object.entries(CASES)) {
  for (const machines of [1, 1_000, 100_000]) {
    const capture = new FrameCapture({ captureBytes: 4 * 1024 * 1024, captureFrames: 200, ports });
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round += 1) {
      const since = performance.now();
      // In no order that a processor could foresee.
      for (let n = 0; n < PACKETS / 2; n += 1) exchange(capture, (Math.imul(n, 2_654_435_761) >>> 0) % machines);
      best = Math.min(best, performance.now() - since);
    }
    console.log(`${name}, ${machines} machines: ${Math.round((best * 1e6) / PACKETS)} ns`);
  }
}
