import { expect, it } from 'vitest';
import type { Libc, PollHandle } from './libc.js';
import { LinuxFileSender } from './linux-file-sender.js';

const FILE_BYTES = 3 * 1024 * 1024;
/** What the kernel's buffer takes by one call. */
const TAKEN = 300_000;

/** A kernel in memory: each call waits for the test, `position` is what the offset said. */
function kernel() {
  const calls: { readonly to: number; readonly position: number; readonly length: number; end(sent: number): void }[] =
    [];
  const polls: ((status: number) => void)[] = [];
  const closed: number[] = [];
  let most = 0;
  let running = 0;
  let descriptors = 100;
  const libc = {
    duplicate: () => descriptors++,
    close: (fd: number) => {
      closed.push(fd);
      return 0;
    },
    sendfile: (to: number, _from: number, offset: Buffer, length: number) =>
      new Promise<number>((resolve) => {
        most = Math.max(most, ++running);
        const end = (sent: number): void => {
          running -= 1;
          resolve(sent);
        };
        calls.push({ to, position: Number(offset.readBigInt64LE()), length, end });
      }),
    pollWritable: (_fd: number, callback: (status: number) => void) => {
      polls.push(callback);
      const start = (): void => void polls.push(callback);
      return { start, stop: () => undefined, close: () => undefined } as PollHandle;
    },
  } as unknown as Libc;
  return { libc, calls, polls, closed, mostAtOnce: () => most };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('sends to 300 clients at once by 8 calls at a time, each from where its own last one ended', async () => {
  const { libc, calls, closed, mostAtOnce } = kernel();
  const sender = new LinuxFileSender(libc);
  const { signal } = new AbortController();
  const sendings = Array.from({ length: 300 }, () => sender.send(3, 4, 0, FILE_BYTES, signal));
  const positions = new Map<number, number>();
  await turn();
  for (let call = calls.shift(); call !== undefined; call = calls.shift()) {
    expect(call.position).toBe(positions.get(call.to) ?? 0);
    const sent = Math.min(call.length, TAKEN);
    positions.set(call.to, call.position + sent);
    call.end(sent);
    if (calls.length === 0) await turn();
  }
  expect(new Set(await Promise.all(sendings))).toEqual(new Set(['sent']));
  expect(new Set(positions.values())).toEqual(new Set([FILE_BYTES]));
  expect(mostAtOnce()).toBe(8);
  expect(closed).toHaveLength(300);
});

it('waits for room where the buffer is full, and gives up what takes nothing then', async () => {
  const { libc, calls, polls } = kernel();
  const sending = new LinuxFileSender(libc).send(3, 4, 100, 1000, new AbortController().signal);
  await turn();
  calls.shift()?.end(-1);
  await turn();
  expect(calls).toHaveLength(0);
  polls.shift()?.(0);
  await turn();
  expect(calls[0]).toMatchObject({ position: 100, length: 1000 });
  calls.shift()?.end(-1);
  await expect(sending).resolves.toBe('gone');
});

it.each([
  ['is gone when its client has left', true, 500, 'gone'],
  ['is short when the file has become shorter', false, 0, 'short'],
] as const)('%s', async (_sentence, leaves, sent, outcome) => {
  const { libc, calls, closed } = kernel();
  const abort = new AbortController();
  const sending = new LinuxFileSender(libc).send(3, 4, 0, 1000, abort.signal);
  await turn();
  if (leaves) abort.abort();
  calls.shift()?.end(sent);
  await expect(sending).resolves.toBe(outcome);
  expect(closed).toHaveLength(1);
});
