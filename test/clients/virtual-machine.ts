import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NetworkRig } from './network-rig.js';
import type { RunningProgram } from './running-program.js';

const OVMF_CODE = '/usr/share/OVMF/OVMF_CODE_4M.fd';
const OVMF_VARIABLES = '/usr/share/OVMF/OVMF_VARS_4M.fd';

export interface MachineOptions {
  readonly mac: string;
  /** `bios`: SeaBIOS with an iPXE ROM on the card; `uefi`: OVMF with its own PXE; `none`: no boot ROM at all. */
  readonly firmware: 'bios' | 'uefi' | 'none';
  /** QEMU's name of the network card; left out: virtio-net-pci. */
  readonly card?: string;
  readonly onOutput?: (text: string) => void;
  /** More arguments for QEMU. */
  readonly extra?: readonly string[];
}

/**
 * A QEMU machine with one network card on `tap0` of the rig and its serial console as output. Its processor is
 * emulated in software: where hardware virtualization is offered it may still not carry a guest, and a boot takes
 * seconds either way.
 */
export class VirtualMachine {
  private constructor(
    readonly program: RunningProgram,
    private readonly folder: string,
  ) {}

  /** Switches it on. It boots from the network, stays off after the guest switches off or reboots. */
  static async start(rig: NetworkRig, options: MachineOptions): Promise<VirtualMachine> {
    const folder = await mkdtemp(join(tmpdir(), 'reveille-machine-'));
    const program = rig.inClient(
      'qemu-system-x86_64',
      [
        ...['-machine', 'pc,accel=tcg,graphics=off', '-cpu', 'max', '-m', '768', '-nodefaults', '-no-user-config'],
        ...['-display', 'none', '-serial', 'stdio', '-monitor', `unix:${folder}/monitor,server=on,wait=off`],
        ...['-no-reboot', '-netdev', 'tap,id=wire,ifname=tap0,script=no,downscript=no'],
        ...[
          '-device',
          `${options.card ?? 'virtio-net-pci'},netdev=wire,mac=${options.mac},bootindex=1${romOf(options)}`,
        ],
        ...(options.firmware === 'uefi' ? await uefiArguments(folder) : []),
        ...(options.extra ?? []),
      ],
      options.onOutput && { onOutput: options.onOutput },
    );
    return new VirtualMachine(program, folder);
  }

  /** Gives a command to QEMU's own console, such as `announce_self`. */
  async command(text: string): Promise<void> {
    const monitor = connect(join(this.folder, 'monitor'));
    monitor.resume();
    await once(monitor, 'connect');
    await new Promise<void>((resolve) => monitor.end(`${text}\n`, () => resolve()));
  }

  /** Which share of its screen (QEMU's device VGA) is blue; 0 before there is one. */
  async shareOfBlue(): Promise<number> {
    const file = join(this.folder, 'screen.ppm');
    await rm(file, { force: true });
    await this.command(`screendump ${file}`);
    const picture = await readFile(file).catch(() => Buffer.alloc(0));
    // `P6`, width and height, the highest value: three lines; then red, green, blue of each dot.
    const head = /^P6\n\d+ \d+\n255\n/.exec(picture.toString('latin1', 0, 64))?.[0].length;
    if (head === undefined) return 0;
    let blue = 0;
    for (let at = head; at + 2 < picture.length; at += 3) {
      const [red = 0, green = 0, own = 0] = picture.subarray(at, at + 3);
      if (own > 100 && red < 50 && green < 50) blue += 1;
    }
    return (blue * 3) / (picture.length - head);
  }

  /** Waits for text on the serial console. */
  waitFor(pattern: RegExp, milliseconds: number): Promise<RegExpExecArray> {
    return this.program.waitFor(pattern, milliseconds);
  }

  /** Pulls the plug. */
  async stop(): Promise<void> {
    await this.program.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The card's own ROM is iPXE (package ipxe-qemu). Without it, UEFI asks with its own network stack. */
function romOf(options: MachineOptions): string {
  return options.firmware === 'bios' ? '' : ',romfile=';
}

async function uefiArguments(folder: string): Promise<string[]> {
  const variables = join(folder, 'variables.fd');
  await copyFile(OVMF_VARIABLES, variables);
  return [
    ...['-drive', `if=pflash,unit=0,format=raw,readonly=on,file=${OVMF_CODE}`],
    ...['-drive', `if=pflash,unit=1,format=raw,file=${variables}`],
    // OVMF asks for no address before it has a source of entropy.
    ...['-device', 'virtio-rng-pci'],
  ];
}
