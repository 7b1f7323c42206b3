import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { askByRarp } from '../clients/rarp-client.js';
import { missingPackages, needTools } from '../clients/required-tools.js';
import { REPOSITORY } from '../clients/rest-client.js';
import { fetchByTftp, TFTP_HPA } from '../clients/tftp-clients.js';
import { expectHealthyBoot } from '../clients/verdicts.js';

const SUN = '08:00:20:8e:48:de';

/** The scripted Sun: prints one line for each step of its boot, or what it did not get. */
async function bootSun(lab: Lab): Promise<string> {
  const script = `${REPOSITORY}/dist/test/clients/ask-bootparams.js`;
  const program = lab.rig.inClient(process.execPath, [script, '10.79.0.21', '10.79.0.255', SERVER_ADDRESS]);
  return (await program.waitForEnd(30_000)).output;
}

async function rpcinfo(lab: Lab, ...args: string[]): Promise<string> {
  return (await lab.rig.inClient('rpcinfo', args).waitForEnd(60_000)).output;
}

const SUN_RECORD = {
  hostname: 'sparky',
  mac: SUN,
  ip: '10.79.0.21',
  boot: {
    files: { 'rarp-sun4m': 'boot.sun4m' },
    bootparams: { root: `${SERVER_ADDRESS}:/export/root/sparky` },
  },
};
const BOOTED = [
  'WHOAMI sparky lab.example 10.79.0.2 port 10026',
  'GETPORT 10026',
  'GETFILE root 10.79.0.1 10.79.0.1 /export/root/sparky',
];

describe('a Sun on the wire, with our own port mapper', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.start({ label: 'bootparams' });
    await lab.appliance.addBootFile('boot.sun4m', 'a boot block');
  });
  afterAll(() => lab.stop());

  it('boots: RARP, TFTP by its address in hexadecimal, WHOAMI by broadcast, GETFILE root', async (context) => {
    needTools(context, 'tftp');
    await lab.addMachineAtPc0(SUN_RECORD);
    expect((await askByRarp(lab.rig, SUN)).frame).toContain('0800208e48de0a4f0015');
    await lab.rig.ip(lab.rig.client, 'addr', 'add', '10.79.0.21/24', 'brd', '+', 'dev', 'pc0');
    const fetched = await fetchByTftp(lab.rig, TFTP_HPA, SERVER_ADDRESS, '0A4F0015.SUN4M');
    expect(fetched.content?.toString()).toBe('a boot block');
    expect((await bootSun(lab)).trim().split('\n')).toEqual(BOOTED);
    await expectHealthyBoot(lab.appliance, SUN, [
      'asked',
      'offered',
      'acknowledged',
      'loader-opened',
      'loader-fetched',
      'bootparams',
    ]);
  });

  it('is seen by rpcinfo: -p lists both programs, -u and -b reach bootparams', async (context) => {
    needTools(context, 'rpcinfo');
    const list = await rpcinfo(lab, '-p', SERVER_ADDRESS);
    expect(list).toMatch(/100000\s+2\s+tcp\s+111/);
    expect(list).toMatch(/100000\s+2\s+udp\s+111/);
    expect(list).toMatch(/100026\s+1\s+udp\s+10026/);
    expect(await rpcinfo(lab, '-u', SERVER_ADDRESS, '100026', '1')).toContain(
      'program 100026 version 1 ready and waiting',
    );
    expect(await rpcinfo(lab, '-b', '100026', '1')).toContain(SERVER_ADDRESS);
  });
});

/** A lab where Debian's rpcbind runs before the appliance starts. */
async function labBesideRpcbind(label: string, flags: string): Promise<Lab | undefined> {
  if (missingPackages(['rpcinfo']).length > 0) return undefined;
  return Lab.start({
    label,
    beforeAppliance: async (rig) => {
      // Its own run folder, so that it does not meet another one's socket or lock.
      rig.inServer('unshare', ['-m', 'sh', '-c', `mount -t tmpfs none /run && exec rpcbind -f ${flags}`]);
      const list = async () => (await rig.inServer('rpcinfo', ['-p', '127.0.0.1']).waitForEnd(10_000)).output;
      // It tells nobody when it is ready but by its answer.
      for (let asked = 1; !(await list()).includes('100000'); asked += 1) {
        if (asked === 100) throw new Error('rpcbind does not answer');
      }
    },
  });
}

const DOES_NOT_PASS_ON = 'does not pass broadcast questions on';

describe('a Sun on the wire, where an rpcbind runs beside us', () => {
  let lab: Lab | undefined;
  beforeAll(async () => {
    lab = await labBesideRpcbind('rpcbind', '-r');
  });
  afterAll(() => lab?.stop());

  it('is found through it, and leaves its list at the end', async (context) => {
    needTools(context, 'rpcinfo');
    if (lab === undefined) throw new Error('no lab');
    expect(lab.appliance.program.output).not.toContain(DOES_NOT_PASS_ON);
    await lab.addMachineAtPc0(SUN_RECORD);
    await lab.rig.ip(lab.rig.client, 'addr', 'add', '10.79.0.21/24', 'brd', '+', 'dev', 'pc0');
    expect(await rpcinfo(lab, '-p', SERVER_ADDRESS)).toMatch(/100026\s+1\s+udp\s+10026/);
    expect((await bootSun(lab)).trim().split('\n')).toEqual(BOOTED);
    expect(await rpcinfo(lab, '-b', '100026', '1')).toContain(SERVER_ADDRESS);
    await lab.appliance.stop();
    expect(await rpcinfo(lab, '-p', SERVER_ADDRESS)).not.toContain('100026');
  });
});

describe('a Sun on the wire, where the rpcbind beside us runs as Debian starts it', () => {
  let lab: Lab | undefined;
  beforeAll(async () => {
    lab = await labBesideRpcbind('rpcbind-w', '-w');
  });
  afterAll(() => lab?.stop());

  it('is told nothing by broadcast, which the log says with the cure; by its address it finds us', async (context) => {
    needTools(context, 'rpcinfo');
    if (lab === undefined) throw new Error('no lab');
    await lab.appliance.program.waitFor(new RegExp(DOES_NOT_PASS_ON), 10_000);
    expect(lab.appliance.program.output).toContain('start rpcbind with -r');
    await lab.addMachineAtPc0(SUN_RECORD);
    await lab.rig.ip(lab.rig.client, 'addr', 'add', '10.79.0.21/24', 'brd', '+', 'dev', 'pc0');
    expect(await bootSun(lab)).toMatch(/^no answer/);
    expect(await rpcinfo(lab, '-b', '100026', '1')).not.toContain(SERVER_ADDRESS);
    expect(await rpcinfo(lab, '-u', SERVER_ADDRESS, '100026', '1')).toContain(
      'program 100026 version 1 ready and waiting',
    );
  });
});
