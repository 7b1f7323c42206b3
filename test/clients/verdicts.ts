import { expect } from 'vitest';
import type { BootView } from '../../src/forensics/boots.schema.js';
import type { Stage } from '../../src/forensics/stages.table.js';
import type { Appliance } from './appliance.js';

/** What an operator must read about a boot that failed. */
export interface ExpectedVerdict {
  /** The name of the rule in docs/diagnoses.md. */
  readonly rule: string;
  /** Left out: the boot failed or stands still. */
  readonly state?: BootView['verdict']['state'];
  /** The cause, in words. */
  readonly says: RegExp;
  readonly cure: RegExp;
  /** In the sentence of an event that proves it. */
  readonly proof: RegExp;
}

/** The boots of a hardware address, known or not, the newest first. */
export async function bootsOf({ rest }: Appliance, mac: string): Promise<readonly BootView[]> {
  const { status, text, body } = await rest.get(`/api/v1/boots?mac=${mac}`);
  if (status !== 200) throw new Error(`boots of ${mac}: ${status} ${text}`);
  return (body as { readonly items: readonly BootView[] }).items;
}

/** Waits until the newest boot of this hardware address is explained by this rule, in these words, with its proof. */
export async function expectVerdict(
  appliance: Appliance,
  mac: string,
  { rule, state, says, cure, proof }: ExpectedVerdict,
  milliseconds = 5_000,
): Promise<BootView> {
  const boots = async (): Promise<readonly BootView[]> => bootsOf(appliance, mac);
  await expect
    .poll(async () => (await boots()).map(({ verdict }) => `${verdict.rule}: ${verdict.sentence}`).slice(0, 1), {
      timeout: milliseconds,
      interval: 500,
    })
    .toEqual([expect.stringMatching(new RegExp(`^${rule}: `))]);
  const [boot] = await boots();
  if (boot === undefined) throw new Error(`${mac} has no boot`);
  const { verdict } = boot;
  expect(verdict.sentence).toMatch(says);
  expect(verdict.cure).toMatch(cure);
  expect(verdict.evidence.map(({ sentence }) => sentence).join('\n')).toMatch(proof);
  if (state === undefined) expect(['failed', 'stalled']).toContain(verdict.state);
  else expect(verdict.state).toBe(state);
  return boot;
}

/** The newest boot took these steps, in this order, each with its time, and nothing is said against it. */
export async function expectHealthyBoot(
  appliance: Appliance,
  mac: string,
  stages: readonly Stage[],
  { milliseconds = 5_000, state = 'booted' }: { milliseconds?: number; state?: 'booted' | 'on-its-way' } = {},
): Promise<BootView> {
  const newest = async (): Promise<BootView | undefined> => (await bootsOf(appliance, mac))[0];
  await expect
    .poll(async () => (await newest())?.stages.map(({ stage }) => stage), { timeout: milliseconds, interval: 500 })
    .toEqual(stages);
  const boot = await newest();
  if (boot === undefined) throw new Error(`${mac} has no boot`);
  expect(boot.verdict).toMatchObject({ rule: state, state, cure: 'Nothing to do.' });
  expect(boot.notes.filter(({ kind }) => kind !== 'normal')).toEqual([]);
  for (const [index, stage] of boot.stages.entries()) {
    const before = boot.stages[index - 1]?.at ?? boot.startedAt;
    expect(Date.parse(stage.at), `${stage.stage} comes after the step before it`).toBeGreaterThanOrEqual(
      Date.parse(before),
    );
    expect(stage.seconds).toBe((Date.parse(stage.at) - Date.parse(before)) / 1000);
    expect(stage.healthySeconds).toBeGreaterThanOrEqual(0);
  }
  return boot;
}
