import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reveilleCommand } from '../../src/commands/reveille.command.js';
import { Terminal } from '../../src/commands/terminal.js';
import type { BootsView } from '../../src/forensics/boots.schema.js';
import { BootWatch } from '../../src/forensics/watch/boot-watch.js';
import { TOKEN, VirtualAppliance } from './virtual-appliance.js';
import { DISCOVER, VirtualClient } from './virtual-client.js';

const PC = '52:54:00:00:00:21';

let appliance: VirtualAppliance;
let url: string;

beforeEach(async () => {
  appliance = await VirtualAppliance.start();
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
  url = await appliance.listen();
});
afterEach(() => appliance.stop());

/** What a run of `reveille` prints. */
async function reveille(...args: string[]): Promise<string> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const terminal = new Terminal(out as unknown as WriteStream, err as unknown as WriteStream);
  await reveilleCommand(terminal).parseAsync(['--url', url, '--token', TOKEN, ...args], { from: 'user' });
  return String(out.read() ?? '');
}

async function failToBoot(): Promise<void> {
  await new VirtualClient(appliance, PC).say(DISCOVER, [[60, Buffer.from('PXEClient:Arch:00000:UNDI:002001')]]);
  appliance.get(BootWatch).look(Date.now() + 6_000);
}

describe('one sentence about a boot', () => {
  it('is the same in the log, on the timeline, in /boots, and in what reveille explain and reveille timeline print', async () => {
    const { id } = await appliance.post('/api/v1/machines', {
      hostname: 'pc21',
      nics: [{ mac: PC, ip: '10.79.0.21' }],
      boot: { mode: 'paused' },
    });
    await failToBoot();
    const { body } = await appliance.ask('GET', `/api/v1/machines/${id}/boots`);
    const verdict = (body as BootsView).items[0]?.verdict;
    const { sentence = '', cure = '' } = verdict ?? {};
    expect(sentence).toContain('paused');
    expect(appliance.messages('boot')).toContain(`boot failed: ${sentence}`);
    expect((await appliance.timeline(id)).map((event) => event.sentence)).toContain(`boot failed: ${sentence}`);
    const explained = await reveille('explain', 'pc21');
    expect(explained).toContain(`certain: ${sentence}\n  what to do: ${cure}\n`);
    expect(explained).toMatch(/It would be answered:\n {2}(yes|no ) RARP request: /);
    expect(explained).toContain('DHCPDISCOVER, x64 UEFI: ');
    expect(await reveille('timeline', 'pc21')).toContain(`boot failed: ${sentence}`);
    const json = JSON.parse(await reveille('--json', 'explain', PC)) as { boots: { verdict: { sentence: string } }[] };
    expect(json.boots[0]?.verdict.sentence).toBe(sentence);
  });

  it('explains a hardware address that nobody has', async () => {
    await new VirtualClient(appliance, '52:54:00:00:00:99').say(DISCOVER, [[60, Buffer.from('PXEClient')]]);
    const explained = await reveille('explain', '52:54:00:00:00:99');
    expect(explained).toContain('(no machine of the inventory)');
    expect(explained).toContain('no  DHCPDISCOVER: ');
  });
});
