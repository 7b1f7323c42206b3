import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { arpFrame, exchangeFrames } from '../clients/raw-frames.js';
import { needTools } from '../clients/required-tools.js';
import { runToEnd } from '../clients/running-program.js';

const SUN = '08:00:20:8e:48:de';
const SGI = '08:00:69:00:00:07';
const ROUTER = '00:00:0c:00:00:01';
const NOBODY = '00:00:00:00:00:00';

let lab: Lab;
beforeAll(async () => {
  lab = await Lab.start({ label: 'arp', env: { REVEILLE_ARP_PROXY: 'on' } });
});
afterAll(() => lab.stop());

const sentences = async (id: number): Promise<string[]> =>
  (await lab.appliance.timeline(id)).map(({ sentence }) => sentence);

async function arping(...args: readonly string[]): Promise<string> {
  return (await lab.rig.inClient('arping', ['-I', 'pc0', ...args]).waitForEnd(30_000)).output;
}

describe('two hosts with one address on a wire', () => {
  it('are on both timelines with the maker of the other card, whether one announces itself or only probes', async (context) => {
    needTools(context, 'arping');
    const owner = await lab.appliance.addMachine({ hostname: 'ultra10', nics: [{ mac: SUN, ip: '10.79.0.21' }] });
    const other = await lab.addMachineAtPc0({ hostname: 'indy', mac: SGI, ip: '10.79.0.7' });
    // Duplicate address detection of iputils: the sender's address is zero.
    await arping('-D', '-c', '1', '-w', '1', '10.79.0.21');
    await expect
      .poll(() => sentences(owner), { timeout: 20_000 })
      .toEqual([
        expect.stringMatching(
          /^ARP probe: ultra10 has 10\.79\.0\.21, two hosts claim this address, the other one is 08:00:69:00:00:07 \(indy, .*Silicon Graphics.*\)$/i,
        ),
      ]);
    await expect
      .poll(() => sentences(other))
      .toEqual([expect.stringMatching(/the other one is 08:00:20:8e:48:de \(ultra10, .*Oracle.*\)$/)]);
    await lab.rig.becomeMachine('08:00:69:00:00:08');
    await lab.rig.ip(lab.rig.client, 'addr', 'add', '10.79.0.21/24', 'dev', 'pc0');
    await arping('-U', '-c', '1', '10.79.0.21');
    await expect
      .poll(() => sentences(owner), { timeout: 20_000 })
      .toContainEqual(
        expect.stringMatching(/^ARP announcement: ultra10 .* 08:00:69:00:00:08 \(.*Silicon Graphics.*\)$/i),
      );
  });

  it('a link that comes and goes is told once', async () => {
    const mac = '08:00:20:00:00:55';
    const id = await lab.addMachineAtPc0({ hostname: 'flapping', mac, ip: '10.79.0.55' });
    const own = arpFrame({ operation: 1, sender: [mac, '10.79.0.55'], target: [NOBODY, '10.79.0.55'] });
    await exchangeFrames(lab.rig, '0806', Array<string>(20).fill(own), { milliseconds: 100 });
    await expect
      .poll(() => sentences(id))
      .toEqual([expect.stringMatching(/^ARP announcement: flapping .*announces itself over and over/)]);
  });
});

describe('reveille arp announce', () => {
  it('tells the wire in both forms, at once and two seconds later', async () => {
    await lab.rig.becomeMachine('02:00:00:00:00:33');
    const link = await lab.rig.ip(lab.rig.server, '-o', 'link', 'show', 'dev', 'wire0');
    const server = /link\/ether (\S+)/.exec(link)?.[1] ?? '';
    const listening = exchangeFrames(lab.rig, '0806', [], { milliseconds: 6_000 });
    const told = await lab.appliance.command('arp', 'announce', SERVER_ADDRESS);
    expect(told).toEqual({ status: 0, output: `${SERVER_ADDRESS} is announced on wire0.\n` });
    const same = [server, SERVER_ADDRESS] as const;
    const request = arpFrame({ operation: 1, sender: same, target: [NOBODY, SERVER_ADDRESS] });
    const reply = arpFrame({ operation: 2, sender: same, target: ['ff:ff:ff:ff:ff:ff', SERVER_ADDRESS] });
    expect(await listening).toEqual([request, reply, request, reply]);
    const refused = await lab.appliance.command('arp', 'announce', '10.79.0.99');
    expect(refused.status).toBe(1);
    expect(refused.output).toContain('10.79.0.99 is no address of ours');
  });

  it('happens by itself when an address moves here', async () => {
    const listening = exchangeFrames(lab.rig, '0806', [], { milliseconds: 4_000 });
    await lab.rig.ip(lab.rig.server, 'addr', 'add', '10.79.0.250/24', 'dev', 'wire0');
    const frames = (await listening).filter((frame) => frame.slice(56, 64) === '0a4f00fa');
    expect(frames.map((frame) => frame.slice(40, 44))).toEqual(expect.arrayContaining(['0001', '0002']));
  });
});

describe('proxy ARP', () => {
  const HOME = `rvl-${process.pid}-arp-home`;
  afterAll(async () => {
    await runToEnd('ip', ['netns', 'del', HOME]).catch(() => undefined);
  });

  beforeAll(async () => {
    await lab.appliance.addMachine({
      hostname: 'far',
      nics: [{ mac: '08:00:69:00:00:77', ip: '10.79.0.77', proxyArp: ROUTER }],
    });
    await lab.appliance.addMachine({
      hostname: 'home',
      nics: [{ mac: '08:00:69:00:00:78', ip: '10.79.0.78', proxyArp: ROUTER }],
    });
    await lab.rig.becomeMachine('02:00:00:00:00:34');
    await lab.rig.ip(lab.rig.client, 'addr', 'add', '10.79.0.34/24', 'dev', 'pc0');
  });

  it('a remote machine is at its router’s hardware address', async (context) => {
    needTools(context, 'arping');
    expect(await arping('-c', '4', '-w', '6', '10.79.0.77')).toContain(
      `Unicast reply from 10.79.0.77 [${ROUTER.toUpperCase()}]`,
    );
  });

  it('one that is at home answers by itself, and nobody else for it', async (context) => {
    needTools(context, 'arping');
    await runToEnd('ip', ['netns', 'add', HOME]);
    await lab.rig.ip(lab.rig.client, 'link', 'add', 'port9', 'type', 'veth', 'peer', 'name', 'home0', 'netns', HOME);
    await lab.rig.ip(lab.rig.client, 'link', 'set', 'port9', 'master', 'switch0', 'up');
    await lab.rig.ip(HOME, 'addr', 'add', '10.79.0.78/24', 'dev', 'home0');
    await lab.rig.ip(HOME, 'link', 'set', 'home0', 'up');
    const heard = await arping('-c', '4', '-w', '6', '10.79.0.78');
    expect(heard).toContain('Unicast reply from 10.79.0.78');
    expect(heard).not.toContain(ROUTER.toUpperCase());
  });

  it('never answers for a machine that is not marked remote', async (context) => {
    needTools(context, 'arping');
    await lab.appliance.addMachine({ hostname: 'plain', nics: [{ mac: '08:00:69:00:00:79', ip: '10.79.0.79' }] });
    expect(await arping('-c', '2', '-w', '3', '10.79.0.79')).toContain('Received 0 response(s)');
  });
});
