import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const eslint = new ESLint();

/** What lint says of a file of the tree, were this its text. */
async function complaintsAbout(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${text}\n`, { filePath: file });
  return result?.messages.map(({ message }) => message) ?? [];
}

describe('lint keeps the rooms apart', { timeout: 120_000 }, () => {
  it.each([
    ['src/wire/arp/arp.codec.ts', "export * from '../../boot/boot-plan.js';", 'wire/ turns bytes into packets'],
    ['src/boot/boot-plan.ts', "export * from '../wire/arp/arp.codec.js';", 'boot/ decides what a machine boots'],
    ['src/templates/template-problem.ts', "export * from '../api/problem.js';", 'templates/ says what'],
    [
      'src/responders/rarp/rarp.decision.ts',
      "export * from '../../net/net.port.js';",
      'A decision is pure: it imports values/',
    ],
    [
      'src/responders/boot-server/boot-server.responder.ts',
      "export * from '../tftp/tftp-engine.js';",
      'Responders never import each other',
    ],
    [
      'src/responders/boot-server/boot-server.responder.ts',
      "export * from '../bootp/bootp.responder.js';",
      'Responders never import each other',
    ],
    [
      'src/responders/rarp/rarp.responder.ts',
      "export * from '../bootp/identify-client.js';",
      'Responders never import each other',
    ],
    [
      'src/commands/follow-journal.ts',
      "export * from '../wire/arp/arp.codec.js';",
      'commands/ asks the appliance by REST',
    ],
    ['console/src/client/api.ts', "export * from '../../../src/wire/arp/arp.codec';", 'The web console knows'],
    ['src/boot/boot-plan.ts', "export { readFileSync } from 'node:fs';", 'Pure code does no I/O'],
    ['src/boot/boot-plan.ts', 'export const now = (): number => Date.now();', 'Time is an argument'],
    ['src/boot/boot-plan.ts', 'export const now = (): Date => new Date();', 'Time is an argument'],
    ['src/boot/boot-plan.ts', 'export default 1;', 'Named exports only'],
    ['src/inventory/machines/machines.service.ts', 'export default 1;', 'Named exports only'],
  ])('%s may not say %s', async (file, text, sentence) => {
    expect(await complaintsAbout(file, text)).toContainEqual(expect.stringContaining(sentence));
  });

  it.each([
    ['src/responders/boot-server/boot-server.responder.ts', "export * from '../bootp/identify-client.js';"],
    ['src/values/instant.ts', 'export const text = (instant: number): string => new Date(instant).toISOString();'],
  ])('%s may say %s', async (file, text) => {
    expect(await complaintsAbout(file, text)).toEqual([]);
  });
});
