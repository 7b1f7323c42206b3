import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { askByRarp } from '../clients/rarp-client.js';
import { needTools } from '../clients/required-tools.js';
import { REPOSITORY } from '../clients/rest-client.js';
import { runToEnd } from '../clients/running-program.js';
import { fetchByTftp, TFTP_HPA } from '../clients/tftp-clients.js';

const SUN = '08:00:20:8e:48:de';

describe('the whole boot of a Sun, as Wireshark reads it', () => {
  let lab: Lab;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reveille-capture-'));
    lab = await Lab.start({ label: 'sun-boot' });
    await lab.appliance.addBootFile('boot.sun4m', 'a boot block');
  });
  afterAll(async () => {
    await lab.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The fields of the packets that the filter lets through, one line each. */
  async function decoded(capture: string, filter: string, fields: string): Promise<string[]> {
    const wanted = fields.split(' ').flatMap((field) => ['-e', field]);
    const args = ['-r', capture, '-Y', filter, '-T', 'fields', '-E', 'separator=/s', ...wanted];
    // Beside the packets it may warn that it runs as root.
    return (await runToEnd('tshark', args)).split('\n').filter((line) => line !== '' && !line.startsWith('Running as'));
  }

  it('is RARP as snoop shows it, TFTP by its address in hexadecimal, WHOAMI by CALLIT, GETFILE, field by field', async (context) => {
    needTools(context, 'tcpdump', 'tshark', 'tftp');
    const id = await lab.addMachineAtPc0({
      hostname: 'systema',
      mac: SUN,
      ip: '10.79.0.21',
      boot: {
        files: { 'rarp-sun4m': 'boot.sun4m' },
        bootparams: { root: `${SERVER_ADDRESS}:/export/root/systema` },
      },
    });
    const capture = join(folder, 'boot.pcap');
    const dump = lab.rig.inClient('tcpdump', [
      '-i',
      'pc0',
      '-nlUq',
      '--immediate-mode',
      '--print',
      '-Z',
      'root',
      '-w',
      capture,
    ]);
    await dump.waitFor(/listening on pc0/, 10_000);
    await askByRarp(lab.rig, SUN);
    await lab.rig.ip(lab.rig.client, 'addr', 'add', '10.79.0.21/24', 'brd', '+', 'dev', 'pc0');
    await fetchByTftp(lab.rig, TFTP_HPA, SERVER_ADDRESS, '0A4F0015.SUN4M');
    const script = `${REPOSITORY}/dist/test/clients/ask-bootparams.js`;
    await lab.rig.inClient(process.execPath, [script, '10.79.0.21', '10.79.0.255', SERVER_ADDRESS]).waitForEnd(30_000);
    // All is in the file as soon as its last packet, the answer to GETFILE, is printed.
    await dump.waitFor(/\.10026 > 10\.79\.0\.21\.1023:/, 10_000);
    await dump.stop();

    const link = await lab.rig.ip(lab.rig.server, '-o', 'link', 'show', 'dev', 'wire0');
    const server = /link\/ether (\S+)/.exec(link)?.[1] ?? '';
    // As snoop shows the RARP of a Sun and of in.rarpd; ours are padded to 60 octets.
    const rarp = await decoded(
      capture,
      'eth.type == 0x8035',
      'eth.dst eth.src eth.type frame.len arp.hw.type arp.proto.type arp.hw.size arp.proto.size arp.opcode ' +
        'arp.src.hw_mac arp.src.proto_ipv4 arp.dst.hw_mac arp.dst.proto_ipv4',
    );
    const kind = '0x8035 60 1 0x0800 6 4';
    expect(rarp).toEqual([
      `ff:ff:ff:ff:ff:ff ${SUN} ${kind} 3 ${SUN} 255.255.255.255 ${SUN} 0.0.0.0`,
      `${SUN} ${server} ${kind} 4 ${server} ${SERVER_ADDRESS} ${SUN} 10.79.0.21`,
    ]);
    expect(
      await decoded(capture, 'tftp', 'ip.src ip.dst tftp.opcode tftp.source_file tftp.type tftp.block data.len'),
    ).toEqual([
      `10.79.0.21 ${SERVER_ADDRESS} 1 0A4F0015.SUN4M octet  `,
      `${SERVER_ADDRESS} 10.79.0.21 3   1 12`,
      `10.79.0.21 ${SERVER_ADDRESS} 4   1 `,
    ]);
    expect(
      await decoded(
        capture,
        'rpc',
        'ip.src ip.dst rpc.msgtyp rpc.program rpc.procedure rpc.replystat rpc.state_accept portmap.prog ' +
          'portmap.version portmap.proto portmap.port bootparams.host bootparams.fileid bootparams.hostaddr bootparams.filepath',
      ),
    ).toEqual([
      '10.79.0.21 10.79.0.255 0 100000 5   100026 1     10.79.0.21 ',
      `${SERVER_ADDRESS} 10.79.0.21 1 100000 5 0 0    10026    `,
      `10.79.0.21 ${SERVER_ADDRESS} 0 100000 3   100026 1 17 0    `,
      `${SERVER_ADDRESS} 10.79.0.21 1 100000 3 0 0    10026    `,
      `10.79.0.21 ${SERVER_ADDRESS} 0 100026 2       systema root  `,
      `${SERVER_ADDRESS} 10.79.0.21 1 100026 2 0 0     ${SERVER_ADDRESS}  ${SERVER_ADDRESS} /export/root/systema`,
    ]);
    expect(await decoded(capture, '_ws.malformed', 'frame.number')).toEqual([]);
    const steps = (await lab.appliance.timeline(id)).map(({ what }) => what);
    expect(steps).toEqual(
      expect.arrayContaining(['RARP request -> RARP reply', 'CALLIT WHOAMI', 'GETPORT', 'GETFILE root']),
    );
  });
});
