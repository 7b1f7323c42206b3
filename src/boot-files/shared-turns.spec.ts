import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SharedTurns } from './shared-turns.js';

/** Questions that are answered when the test says so. */
function questions() {
  const open: { resolve(answer: number): void; reject(error: Error): void }[] = [];
  const find = () => new Promise<number>((resolve, reject) => open.push({ resolve, reject }));
  return { open, find };
}
const settled = () => vi.advanceTimersByTimeAsync(2);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('who asks while a question is being answered shares the next answer, which is never older than the question', async () => {
  const { open, find } = questions();
  const turns = new SharedTurns<number>();
  const first = turns.ask('vmlinuz', find);
  const later = [turns.ask('vmlinuz', find), turns.ask('vmlinuz', find)];
  expect(open).toHaveLength(1);
  open[0]?.resolve(1);
  await expect(first).resolves.toBe(1);
  await settled();
  expect(open).toHaveLength(2);
  const latest = turns.ask('vmlinuz', find);
  open[1]?.resolve(2);
  await expect(Promise.all(later)).resolves.toEqual([2, 2]);
  await settled();
  expect(open).toHaveLength(3);
  open[2]?.resolve(3);
  await expect(latest).resolves.toBe(3);
});

it('another key does not wait', () => {
  const { open, find } = questions();
  const turns = new SharedTurns<number>();
  void turns.ask('vmlinuz', find);
  void turns.ask('initrd', find);
  expect(open).toHaveLength(2);
});

it('a question that failed keeps nobody from the next', async () => {
  const { open, find } = questions();
  const turns = new SharedTurns<number>();
  const first = turns.ask('vmlinuz', find);
  const next = turns.ask('vmlinuz', find);
  open[0]?.reject(new Error('EIO'));
  await expect(first).rejects.toThrow('EIO');
  await settled();
  open[1]?.resolve(2);
  await expect(next).resolves.toBe(2);
});

it('nothing is kept of what has been answered', async () => {
  const { open, find } = questions();
  const turns = new SharedTurns<number>();
  const first = turns.ask('vmlinuz', find);
  open[0]?.resolve(1);
  await first;
  await settled();
  void turns.ask('vmlinuz', find);
  expect(open).toHaveLength(2);
});
