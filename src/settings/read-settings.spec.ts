import { describe, expect, it } from 'vitest';
import { readSettings, unknownSettings } from './read-settings.js';

function read(environment: Record<string, string>) {
  const settings = readSettings(environment);
  if (!settings.ok) throw new Error(JSON.stringify(settings.error));
  return settings.value;
}

function problems(environment: Record<string, string>) {
  const settings = readSettings(environment);
  return settings.ok ? [] : settings.error;
}

describe('settings', () => {
  it('has a default for everything', () => {
    const settings = read({});
    expect(settings.dataDir).toBe(`${process.cwd()}/data`);
    expect(settings.tftpRoot).toBe(`${process.cwd()}/tftpboot`);
    expect(settings.httpPort).toBe(8080);
    expect(settings.ports).toEqual({
      dhcp: 67,
      dhcpClient: 68,
      proxy: 4011,
      tftp: 69,
      portmap: 111,
      bootparams: 10_026,
    });
    expect(settings.responders).toEqual({
      rarp: true,
      dhcp: true,
      proxy: true,
      tftp: true,
      bootparams: true,
      arp: true,
    });
    expect(settings.interfaces).toBeUndefined();
    expect(settings.log).toEqual({ level: 'info', areas: {} });
    expect(Object.isFrozen(settings)).toBe(true);
  });

  it('reads how TFTP transfers are carried out', () => {
    expect(read({}).tftp).toMatchObject({ singlePort: false, rollOver: 0, mtu: undefined, transfers: 2048 });
    const tftp = read({
      REVEILLE_TFTP_SINGLE_PORT: 'on',
      REVEILLE_TFTP_PORT_RANGE: '50000-50999',
      REVEILLE_TFTP_ROLLOVER: 'refuse',
      REVEILLE_TFTP_REFUSE_OPTIONS: 'WindowSize, blksize',
    }).tftp;
    expect(tftp).toMatchObject({ singlePort: true, portRange: { first: 50_000, last: 50_999 }, rollOver: 'refuse' });
    expect(tftp.refusedOptions).toEqual(['windowsize', 'blksize']);
  });

  it('reads the level and the levels of areas', () => {
    expect(read({ REVEILLE_LOG: 'warn,rarp:debug' }).log).toEqual({ level: 'warn', areas: { rarp: 'debug' } });
    expect(read({ REVEILLE_LOG: 'rarp:debug' }).log).toEqual({ level: 'info', areas: { rarp: 'debug' } });
  });

  it('puts DHCP clients on the port after the server when the server is moved', () => {
    expect(read({ REVEILLE_DHCP_PORT: '6767' }).ports).toMatchObject({
      dhcp: 6767,
      dhcpClient: 6768,
      proxy: 4011,
      tftp: 69,
    });
    expect(read({ REVEILLE_DHCP_PORT: '6767', REVEILLE_DHCP_CLIENT_PORT: '7000' }).ports.dhcpClient).toBe(7000);
  });

  it('takes an empty variable as not set', () => {
    expect(read({ REVEILLE_HTTP_PORT: '', REVEILLE_ADMIN_TOKEN: ' ' }).httpPort).toBe(8080);
  });

  it.each([
    ['REVEILLE_HTTP_PORT', '80a', 'a whole number from 1 to 65535'],
    ['REVEILLE_HTTP_PORT', '70000', 'a whole number from 1 to 65535'],
    ['REVEILLE_RARP', 'yes', 'on or off'],
    ['REVEILLE_TFTP_PORT_RANGE', '50999-50000', 'two ports with a dash between'],
    ['REVEILLE_TFTP_PORT_RANGE', '0-70000', 'two ports with a dash between'],
    ['REVEILLE_TFTP_REFUSE_OPTIONS', 'blocksize', 'names between commas, of blksize'],
    ['REVEILLE_TFTP_ROLLOVER', '2', '0, 1 or refuse'],
    ['REVEILLE_LOG', 'loud', 'a level (trace, debug, info'],
    ['REVEILLE_LOG', 'info,rarp:loud', 'a level (trace, debug, info'],
    ['REVEILLE_INTERFACES', 'eth0,,eth1', 'interface names between commas'],
    ['REVEILLE_DATABASE_URL', 'mysql://x', 'postgres://'],
    ['REVEILLE_ADMIN_TOKEN', 'short', 'at least 8'],
  ])('%s=%s names the variable and what is allowed', (variable, value, allowed) => {
    const [problem] = problems({ [variable]: value });
    expect(problem?.variable).toBe(variable);
    expect(problem?.allowed).toContain(allowed);
  });

  it('never prints a secret in a problem', () => {
    expect(problems({ REVEILLE_ADMIN_TOKEN: 'hunter2' })[0]?.value).toBe('(hidden)');
  });

  it('reports every problem at once', () => {
    expect(problems({ REVEILLE_HTTP_PORT: 'x', REVEILLE_TFTP: 'maybe' }).map((problem) => problem.variable)).toEqual([
      'REVEILLE_HTTP_PORT',
      'REVEILLE_TFTP',
    ]);
  });

  it('names variables that mean nothing', () => {
    expect(unknownSettings({ REVEILLE_HTPP_PORT: '1', REVEILLE_PROXY: 'off', PATH: '/bin' })).toEqual([
      'REVEILLE_HTPP_PORT',
    ]);
  });
});
