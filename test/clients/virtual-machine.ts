import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
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
