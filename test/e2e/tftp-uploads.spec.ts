import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeNetascii } from '../../src/wire/tftp/netascii.codec.js';
import { printPacket, requestBytes } from '../clients/tftp-client.js';
import { labMachine, labNetwork } from '../fakes/known-lab.js';
import { TftpLab, type TftpLabOptions } from '../fakes/tftp-lab.js';

let lab: TftpLab | undefined;

function openLab(options: TftpLabOptions = {}): TftpLab {
  lab = new TftpLab({ network: labNetwork({ uploads: { maxBytes: 100_000 } }), ...options });
  return lab;
}

afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

const uploaded = (of: TftpLab, name: string): Buffer => readFileSync(join(of.uploadRoot, name));
const growing = (of: TftpLab): string[] => {
  const folder = `${of.uploadRoot}-growing`;
  return existsSync(folder) ? readdirSync(folder) : [];
};

describe('an upload', () => {
  it.each([
    [0, ''],
    [512, ''],
    [1000, ''],
    [50_000, 'blksize=1024 tsize=50000'],
    [100_000, 'blksize=1428 windowsize=8'],
  ])('of %i octets with "%s" arrives whole, in the folder of uploads', async (size, options) => {
    const here = openLab();
    const content = randomBytes(size);
    await here.client().store('switches/sw1.cfg', content, options);
    expect(uploaded(here, 'switches/sw1.cfg').equals(content)).toBe(true);
    expect(await here.event('ended')).toMatchObject({ outcome: { kind: 'complete' }, bytes: size });
    expect(growing(here)).toEqual([]);
    expect(existsSync(join(here.root, 'switches/sw1.cfg'))).toBe(false);
  });
  it('in netascii has the line ends of this host, wherever a block ends', async () => {
    const here = openLab();
    const text = Buffer.from('one\ntwo\rthree\n'.repeat(400));
    await here.client().store('notes', encodeNetascii(text), 'blksize=9', 'netascii');
    expect(uploaded(here, 'notes').equals(text)).toBe(true);
  });
  it('comes to the well-known port alone in single-port mode, beside a download', async () => {
    const here = openLab({ singlePort: true });
    const file = here.put('file', randomBytes(30_000));
    const content = randomBytes(30_000);
    const [fetched] = await Promise.all([here.client().fetch('file'), here.client().store('up', content)]);
    expect(fetched.equals(file)).toBe(true);
    expect(uploaded(here, 'up').equals(content)).toBe(true);
  });
  it('that is in its place keeps nobody from stopping, however long a lost ACK might be asked for', async () => {
    // Its time stands still: nothing ends by itself.
    const here = openLab({ clock: { now: () => 0, every: () => () => undefined } });
    await here.client().store('notes', randomBytes(1_000));
    expect(here.uploads.running).toBe(1);
    await here.stop(60);
    expect(here.uploads.running).toBe(0);
  });
  it('gets its options acknowledged, tsize as the client said', async () => {
    const here = openLab();
    const client = here.client();
    client.send(requestBytes('write-request', 'file', 'tsize=700 BLKSIZE=600', 'octet'), 69);
    expect(printPacket(await client.next())).toBe('OACK tsize=700 BLKSIZE=600');
  });
});

describe('an upload is refused', () => {
  const send = async (here: TftpLab, name: string, options = ''): Promise<string> => {
    const client = here.client();
    client.send(requestBytes('write-request', name, options, 'octet'), 69);
    return printPacket(await client.next());
  };
  it('where the network does not say that it takes files', async () => {
    const here = openLab({ network: labNetwork() });
    expect(await send(here, 'file')).toBe('ERROR 2 this server does not take files');
    expect(await here.event('refused')).toMatchObject({ reason: 'write-refused' });
  });
  it('to a paused machine, in the words of every protocol', async () => {
    const here = openLab({ machines: [labMachine({ bootMode: 'paused' })] });
    expect(await send(here, 'file')).toBe('ERROR 2 the machine is paused: booting is refused');
  });
  it.each(['../file', '..\\file', 'a/../../file', '/', 'link/file'])('outside of the folder: %s', async (name) => {
    const here = openLab();
    mkdirSync(here.uploadRoot, { recursive: true });
    symlinkSync(here.root, join(here.uploadRoot, 'link'));
    expect(await send(here, name)).toMatch(/^ERROR 2 /);
    expect(existsSync(join(here.root, 'file'))).toBe(false);
  });
  it('over a file that is there, before the first block', async () => {
    const here = openLab();
    await here.client().store('file', Buffer.from('first'));
    expect(await send(here, 'file')).toBe('ERROR 6 there is a file of this name already');
    expect(uploaded(here, 'file').toString()).toBe('first');
  });
  it('over a file that came meanwhile, at the end', async () => {
    const here = openLab();
    const client = here.client();
    client.send(requestBytes('write-request', 'file', '', 'octet'), 69);
    expect(printPacket(await client.next())).toBe('ACK 0');
    writeFileSync(join(here.uploadRoot, 'file'), 'another');
    client.data(1, Buffer.from('mine'));
    expect(printPacket(await client.next())).toBe('ERROR 6 there is a file of this name already');
    expect(uploaded(here, 'file').toString()).toBe('another');
    expect(await here.event('ended')).toMatchObject({ outcome: { kind: 'unwritable', reason: 'upload-exists' } });
  });
  it('when tsize says that it is too large', async () => {
    const here = openLab();
    expect(await send(here, 'file', 'tsize=100001')).toBe('ERROR 3 the file is larger than 100000 octets');
  });
  it('when it grows too large, and nothing of it stays', async () => {
    const here = openLab();
    await expect(here.client().store('file', randomBytes(100_001), 'blksize=1400')).rejects.toThrow('ERROR 3');
    expect(existsSync(join(here.uploadRoot, 'file'))).toBe(false);
    await expect.poll(() => growing(here)).toEqual([]);
  });
});
