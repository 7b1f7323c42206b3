import type { NetworkRig } from './network-rig.js';
import type { RunningProgram } from './running-program.js';

/** The DHCP server of somebody else (dnsmasq) at `pc0`, which gives one machine its address. */
export interface OtherServerOptions {
  readonly mac: string;
  readonly ip: string;
  /** The boot file that it names, on this TFTP server; left out: it knows nothing of booting. */
  readonly bootFile?: {
    readonly name: string;
    /** What iPXE gets instead. */
    readonly forIpxe?: string;
    readonly server: string;
  };
}

/** Starts it in the client namespace; `pc0` needs an address there. */
export function startOtherServer(rig: NetworkRig, { mac, ip, bootFile }: OtherServerOptions): RunningProgram {
  return rig.inClient('dnsmasq', [
    ...['--keep-in-foreground', '--log-facility=-', '--port=0', '--interface=pc0', '--bind-interfaces'],
    ...['--dhcp-range=10.79.0.0,static,1h', `--dhcp-host=${mac},${ip}`, '--user=root', '--leasefile-ro'],
    ...(bootFile === undefined ? [] : bootOptions(bootFile)),
  ]);
}

function bootOptions({ name, forIpxe, server }: NonNullable<OtherServerOptions['bootFile']>): readonly string[] {
  return [
    '--dhcp-userclass=set:ipxe,iPXE',
    `--dhcp-boot=tag:!ipxe,${name},,${server}`,
    `--dhcp-boot=tag:ipxe,${forIpxe ?? name},,${server}`,
  ];
}
