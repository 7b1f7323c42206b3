import type { NetworkRig } from './network-rig.js';
import { REPOSITORY } from './rest-client.js';

/** What the asker heard. */
export interface RarpAnswer {
  /** The reply's frame in hexadecimal; undefined when none came. */
  readonly frame: string | undefined;
  readonly output: string;
}

/** Asks by RARP from the client namespace, once per second, for `seconds` at most. */
export async function askByRarp(rig: NetworkRig, mac: string, seconds = 5, device = 'pc0'): Promise<RarpAnswer> {
  const script = `${REPOSITORY}/dist/test/clients/ask-rarp.js`;
  const program = rig.inClient(process.execPath, [script, device, mac, String(seconds)]);
  const { output } = await program.waitForEnd(seconds * 1000 + 10_000);
  return { frame: /^frame ([0-9a-f]+)$/m.exec(output)?.[1], output };
}
