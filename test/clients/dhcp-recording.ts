import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeBootp } from '../../src/wire/bootp/bootp.codec.js';
import type { BootpMessage } from '../../src/wire/bootp/bootp-message.js';
import { decodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { readPcap } from '../../src/wire/pcap/read-pcap.js';
import { must } from '../fakes/known-lab.js';
import type { NetworkRig } from './network-rig.js';
import type { RunningProgram } from './running-program.js';

const FILTER = 'udp and (port 67 or port 68 or port 4011)';
const FILE_HEADER = 24;
const FRAME_HEADER = 16;
const DHCP_MESSAGE_TYPE = 53;

/** tcpdump on the server's end of the wire: what both sides put on it, until it is stopped. */
export class DhcpRecording {
  private constructor(
    private readonly program: RunningProgram,
    private readonly folder: string,
    private readonly file: string,
  ) {}

  static async start(rig: NetworkRig): Promise<DhcpRecording> {
    const folder = await mkdtemp(join(tmpdir(), 'reveille-recording-'));
    const file = join(folder, 'all.pcap');
    const program = rig.inServer('tcpdump', [
      '-i',
      'wire0',
      '-U',
      '--immediate-mode',
      '-s',
      '0',
      '-Z',
      'root',
      '-w',
      file,
      FILTER,
    ]);
    await program.waitFor(/listening on wire0/, 10_000);
    return new DhcpRecording(program, folder, file);
  }

  /** Ends it; gives the file without the conversations whose requests do not count. */
  async stop(counts: (request: BootpMessage) => boolean): Promise<Buffer> {
    await this.program.stop();
    const bytes = await readFile(this.file);
    await rm(this.folder, { recursive: true, force: true });
    return keepConversations(bytes, counts);
  }
}

/** The frames of requests that count and of the answers to them, which have their xid. */
function keepConversations(file: Buffer, counts: (request: BootpMessage) => boolean): Buffer {
  const kept: Buffer[] = [file.subarray(0, FILE_HEADER)];
  const conversations = new Set<number>();
  let at = FILE_HEADER;
  for (const { bytes } of must(readPcap(file)).frames) {
    const end = at + FRAME_HEADER + bytes.length;
    const message = messageIn(bytes);
    if (message?.operation === 1 && counts(message)) conversations.add(message.transactionId);
    // A client that forgets to change its xid is told from the one before it by its request.
    if (message?.operation === 1 && !counts(message)) conversations.delete(message.transactionId);
    if (message !== undefined && conversations.has(message.transactionId)) kept.push(file.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}

export function messageIn(frame: Buffer): BootpMessage | undefined {
  const udp = decodeUdpFrame(frame);
  const message = udp.ok ? decodeBootp(udp.value.payload) : undefined;
  return message?.ok === true ? message.value : undefined;
}

/** The requests and answers in a recording, as `DISCOVER, OFFER, …` by the numbers of option 53; BOOTP is 0. */
export function typesIn(file: Buffer): number[] {
  return must(readPcap(file)).frames.flatMap(({ bytes }) => {
    const message = messageIn(bytes);
    return message === undefined ? [] : [message.options.get(DHCP_MESSAGE_TYPE)?.[0] ?? 0];
  });
}

export async function writeRecording(name: string, file: Buffer): Promise<void> {
  await writeFile(new URL(`../golden/recorded/${name}.pcap`, import.meta.url), file);
}
