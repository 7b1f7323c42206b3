import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BROADCAST_ADDRESS } from '../../src/values/ipv4-address.js';
import { encodeRarp } from '../../src/wire/rarp/rarp.codec.js';
import { mac } from '../fakes/known-lab.js';
import { TOKEN, VirtualAppliance } from './virtual-appliance.js';

const SUN = '8:0:20:8e:48:de';
const OTHER = '8:0:20:8e:48:df';

interface Streamed {
  readonly id: number;
  readonly mac: string;
  readonly sentence: string;
}

let appliance: VirtualAppliance;
let url: string;

beforeEach(async () => {
  appliance = await VirtualAppliance.start();
  url = await appliance.listen();
});
afterEach(() => appliance.stop());

function askRarp(text: string): void {
  appliance.wire.inject(
    encodeRarp({
      source: mac(text),
      destination: mac('ff:ff:ff:ff:ff:ff'),
      operation: 3,
      senderHardwareAddress: mac(text),
      senderProtocolAddress: BROADCAST_ADDRESS,
      targetHardwareAddress: mac(text),
      targetProtocolAddress: BROADCAST_ADDRESS,
    }),
  );
}

/** Watches the stream; `next` waits for the next event. */
async function watch(query: string, headers: Record<string, string> = {}) {
  const gone = new AbortController();
  const answer = await fetch(`${url}/api/v1/journal/stream${query}`, {
    headers: { authorization: `Bearer ${TOKEN}`, ...headers },
    signal: gone.signal,
  });
  if (answer.body === null) throw new Error('no body');
  const chunks = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    answer,
    async next(): Promise<Streamed> {
      for (;;) {
        const found = /^id: (\d+)\nevent: journal\ndata: (.*)\n\n/m.exec(text);
        if (found !== null) {
          text = text.slice(found.index + found[0].length);
          const event = JSON.parse(found[2] ?? '') as Streamed;
          expect(String(event.id)).toBe(found[1]);
          return event;
        }
        const { value, done } = await chunks.read();
        if (done) throw new Error('the stream ended');
        text += value;
      }
    },
    /** Where the stream stands before its first event. */
    async position(): Promise<string> {
      for (;;) {
        const found = /^id: (\d+)\n\n/m.exec(text);
        if (found?.[1] !== undefined) return found[1];
        const { value, done } = await chunks.read();
        if (done) throw new Error('the stream ended');
        text += value;
      }
    },
    close: () => gone.abort(),
  };
}

describe('the stream of the journal', () => {
  it('tells what happens as server-sent events, with the same words as the timeline', async () => {
    const stream = await watch('');
    expect(stream.answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    askRarp(SUN);
    expect(await stream.next()).toMatchObject({
      mac: '08:00:20:8e:48:de',
      sentence: expect.stringContaining('no machine in the inventory has this hardware address') as string,
    });
    askRarp(OTHER);
    expect((await stream.next()).mac).toBe('08:00:20:8e:48:df');
    stream.close();
  });

  it('goes on after the last event that a client has seen, so that a break loses nothing', async () => {
    const first = await watch('');
    askRarp(SUN);
    const { id } = await first.next();
    first.close();
    askRarp(OTHER);
    const second = await watch('', { 'last-event-id': String(id) });
    expect(await second.next()).toMatchObject({ id: id + 1, mac: '08:00:20:8e:48:df' });
    second.close();
  });

  it('tells of one machine only, when asked so', async () => {
    await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
    const { id } = await appliance.post('/api/v1/machines', {
      hostname: 'ultra10',
      nics: [{ mac: OTHER, ip: '10.79.0.21' }],
    });
    const stream = await watch(`?machine=${id}&after=0`);
    askRarp(SUN);
    askRarp(OTHER);
    expect((await stream.next()).mac).toBe('08:00:20:8e:48:df');
    stream.close();
  });

  it('says 404 for a machine that does not exist, before any stream begins', async () => {
    const { answer } = await watch('?machine=7');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('says where it stands before its first event: a break before that loses nothing either', async () => {
    const stream = await watch('');
    const position = await stream.position();
    stream.close();
    askRarp(SUN);
    const again = await watch('', { 'last-event-id': position });
    expect(await again.next()).toMatchObject({ mac: '08:00:20:8e:48:de' });
    again.close();
  });

  it('ends when the appliance stops', async () => {
    const stream = await watch('');
    await appliance.stop();
    await expect(stream.next()).rejects.toThrow();
  });
});
