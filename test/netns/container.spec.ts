import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Appliance } from '../clients/appliance.js';
import { DhcpClient } from '../clients/dhcp-clients.js';
import { LAB_NETWORK } from '../clients/lab.js';
import { NetworkRig } from '../clients/network-rig.js';
import { askByRarp } from '../clients/rarp-client.js';
import { needTools } from '../clients/required-tools.js';
import { REPOSITORY } from '../clients/rest-client.js';

const MAC = '02:79:00:00:00:31';

/** The user `node` of the image; here one that owns nothing. */
const USER = '65534';
const ALL_CAPABILITIES = '+net_raw,+net_bind_service,+net_admin';

/**
 * What the Dockerfile does to the system, in the mount namespace that `ip netns exec` has made: the program in /mnt/app,
 * this Node as /mnt/node, the data in /mnt/data, the one file with capabilities where deploy/container-start.sh looks for it. Then the user and
 * the bounding set of a container. Arguments: the repository, this Node, how the Dockerfile makes the file with
 * capabilities, the bounding set, what the image starts.
 */
const ENTER = `set -eu
mount -t tmpfs -o mode=0755 tmpfs /mnt
mkdir /mnt/app
mount --bind "$1" /mnt/app
touch /mnt/node
mount --bind "$2" /mnt/node
mount -t tmpfs -o mode=0755 tmpfs /usr/local/bin
install --directory --owner=${USER} --group=${USER} --mode=0750 /mnt/data
eval "$3"
bounding=$4
shift 4
cd /mnt/app
exec setpriv --bounding-set="-all,$bounding" --reuid=${USER} --regid=${USER} --clear-groups -- "$@"`;

const readDockerfile = (): Promise<string> => readFile(join(REPOSITORY, 'Dockerfile'), 'utf8');

/** The steps that make the one file with capabilities, as a line of shell. */
async function capabilitySteps(): Promise<string> {
  const steps = /&& (install \/usr\/bin\/setpriv .*) \\\n && (setcap .*) \\\n/.exec(await readDockerfile());
  if (steps === null) throw new Error('the Dockerfile gives no file its capabilities');
  return steps.slice(1).join(' && ');
}

/** ENTRYPOINT and CMD of the Dockerfile. */
async function imageStarts(): Promise<readonly string[]> {
  const dockerfile = await readDockerfile();
  const words = (name: string): string[] => {
    const list = new RegExp(`^${name} (\\[.*\\])$`, 'm').exec(dockerfile)?.[1];
    if (list === undefined) throw new Error(`the Dockerfile has no ${name}`);
    return JSON.parse(list) as string[];
  };
  const entry = words('ENTRYPOINT').map((word) =>
    word === '/app/container-start.sh' ? './deploy/container-start.sh' : word,
  );
  return [...entry, ...words('CMD').map((word) => (word === 'node' ? '/mnt/node' : word))];
}

describe('what the image starts, as a user without privilege', () => {
  let rig: NetworkRig;
  let folder: string;

  beforeEach(async (context) => {
    needTools(context, 'setcap', 'busybox');
    rig = await NetworkRig.create({ label: 'image', serverAddresses: ['10.79.0.1/24'] });
    folder = await mkdtemp(join(tmpdir(), 'reveille-image-'));
  });
  afterEach(async () => {
    await rig.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (bounding: string): Promise<Appliance> =>
    Appliance.start(rig, {
      folder,
      command: [
        ...['sh', '-c', ENTER, 'sh', REPOSITORY, process.execPath],
        ...[await capabilitySteps(), bounding, ...(await imageStarts())],
      ],
      env: { REVEILLE_DATA_DIR: '/mnt/data', REVEILLE_TFTP_ROOT: '/mnt/app/tftpboot' },
    });

  it('answers RARP and DHCP with the capabilities of the file', async () => {
    const appliance = await start(ALL_CAPABILITIES);
    const status = await readFile(`/proc/${appliance.program.pid}/status`, 'utf8');
    expect(status).toMatch(new RegExp(`^Uid:\\t${USER}\\t`, 'm'));
    expect(appliance.program.output).not.toContain('Not as it should be');
    await appliance.addNetwork(LAB_NETWORK);
    await appliance.addMachine({ hostname: 'contained', nics: [{ mac: MAC, ip: '10.79.0.31' }] });
    await rig.becomeMachine(MAC);
    expect((await askByRarp(rig, MAC)).output).toContain('address 10.79.0.31 from 10.79.0.1');
    const client = await DhcpClient.udhcpc(rig);
    try {
      expect(await client.lease()).toMatchObject({ ip: '10.79.0.31', hostname: 'contained' });
    } finally {
      await client.stop();
    }
    expect(await appliance.stop()).toMatchObject({ code: 0 });
  });

  it('runs on with fewer, as in a container without NET_RAW, and says what is missing', async () => {
    const appliance = await start('+net_bind_service');
    expect(appliance.program.output).toMatch(/Missing CAP_NET_RAW: .*\bRARP is not up/);
    await appliance.addNetwork(LAB_NETWORK);
    expect(await appliance.stop()).toMatchObject({ code: 0 });
  });
});
