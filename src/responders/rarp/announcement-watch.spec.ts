import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../test/fakes/fake-clock.js';
import { ip, mac, must } from '../../../test/fakes/known-lab.js';
import type { VirtualMachines } from '../../boot/rarp-behaviour.js';
import { readCapture } from '../../wire/pcap/read-capture.js';
import { decodeRarp, type RarpPacket } from '../../wire/rarp/rarp.codec.js';
import { AnnouncementWatch } from './announcement-watch.js';

interface Scene {
  readonly mac?: string;
  /** Seconds at which the machine's frames come. */
  readonly at: readonly number[];
  readonly frameLength?: number;
  readonly virtualMachines?: VirtualMachines;
  readonly livesByDhcp?: boolean;
  readonly over?: Partial<RarpPacket>;
}

function requestOf(text: string): RarpPacket {
  return {
    source: mac(text),
    destination: mac('ff:ff:ff:ff:ff:ff'),
    operation: 3,
    senderHardwareAddress: mac(text),
    senderProtocolAddress: ip('0.0.0.0'),
    targetHardwareAddress: mac(text),
    targetProtocolAddress: ip('0.0.0.0'),
  };
}

/** What is told of these frames, in order. */
function told(scene: Scene): string[] {
  const clock = new FakeClock();
  const watch = new AnnouncementWatch(clock);
  const lines: string[] = [];
  const began = clock.now();
  const { frameLength = 60, virtualMachines = 'some', livesByDhcp = false } = scene;
  for (const at of scene.at) {
    clock.advance(began + at * 1000 - clock.now());
    const request = { ...requestOf(scene.mac ?? QEMU), ...scene.over };
    watch.hear(request, { frameLength, virtualMachines, livesByDhcp }, clock.now(), ({ kind }) => lines.push(kind));
  }
  clock.advance(60_000);
  watch.stop();
  return lines;
}

const QEMU = '52:54:00:00:00:01';
const VMWARE = '00:0c:29:20:fd:ce';

/** Seed 000: a virtual machine of ESXi that boots by PXE, and then works. */
const ESXI = [0, 0.527, 1.527, 3.527, 4.527, 6.527, 9.527, 14.528, 22.528, 35.528, 56.528];

describe('frames that a hypervisor sends for its machines', () => {
  const cases: Record<string, [Scene, string[]]> = {
    'five announcements of QEMU are one move': [{ at: [0, 0.05, 0.2, 0.45, 0.8] }, ['sure']],
    'eleven frames of ESXi during a power-on are one move': [{ mac: VMWARE, at: ESXI }, ['sure']],
    'a single padded frame of VMware is likely one: its ROM never asks by RARP': [{ mac: VMWARE, at: [0] }, ['likely']],
    'a single padded frame of QEMU is a guest that got its answer': [{ at: [0] }, ['no']],
    'a guest that asks again as Linux does, after two seconds and more, asks': [
      { at: [0, 2.3, 6.1] },
      ['no', 'no', 'no'],
    ],
    'a short frame comes from a kernel inside': [{ at: [0, 2.3], frameLength: 42 }, ['no', 'no']],
    'two moves a minute apart are two events': [{ at: [0, 0.05, 0.2, 70, 70.05, 70.2] }, ['sure', 'sure']],
    'a machine that lives by DHCP is likely moved, at its first frame': [{ at: [0], livesByDhcp: true }, ['likely']],
    'a machine with a hardware maker’s address asks': [{ mac: '08:00:20:8e:48:de', at: [0, 0.05] }, ['no', 'no']],
    'an address made up by hand asks': [{ mac: '02:00:00:00:00:01', at: [0, 0.05] }, ['no', 'no']],
    '… unless the network says that all its machines are virtual': [
      { mac: '02:00:00:00:00:01', at: [0, 0.05], virtualMachines: 'all' },
      ['sure'],
    ],
    'where the network says that there are none, all frames ask': [
      { at: [0, 0.05], virtualMachines: 'none' },
      ['no', 'no'],
    ],
    'who says 255.255.255.255, as a Sun’s PROM, asks': [
      { at: [0, 0.05], over: { senderProtocolAddress: ip('255.255.255.255') } },
      ['no', 'no'],
    ],
    'who asks for another machine asks': [{ at: [0, 0.05], over: { source: mac('52:54:00:00:00:99') } }, ['no', 'no']],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [scene, expected]) => {
    expect(told(scene)).toEqual(expected);
  });

  it.each(['rarp-qemu-announce.pcap', 'rarp-vmware-pxe-vm.pcap'])('%s is one move, for sure', (file) => {
    const { frames } = must(readCapture(readFileSync(`test/golden/captures/${file}`)));
    const clock = new FakeClock();
    const watch = new AnnouncementWatch(clock);
    const lines: string[] = [];
    let before = frames[0]?.atNanoseconds ?? 0n;
    for (const { bytes, atNanoseconds } of frames) {
      clock.advance(Number(atNanoseconds - before) / 1e6);
      before = atNanoseconds;
      const facts = { frameLength: 60, virtualMachines: 'some', livesByDhcp: false } as const;
      watch.hear(must(decodeRarp(bytes)), facts, clock.now(), ({ kind }) => lines.push(kind));
    }
    clock.advance(60_000);
    expect(lines).toEqual(['sure']);
  });

  it('tells what still waits when we stop', () => {
    const watch = new AnnouncementWatch(new FakeClock());
    const lines: string[] = [];
    const facts = { frameLength: 60, virtualMachines: 'some', livesByDhcp: false } as const;
    watch.hear(requestOf(QEMU), facts, 0, ({ kind }) => lines.push(kind));
    watch.stop();
    expect(lines).toEqual(['no']);
  });
});
