import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pino } from 'pino';
import { AddressOwners } from '../../src/addressing/address-owners.js';
import { BorrowedAddresses } from '../../src/addressing/borrowed-addresses.js';
import { LeaseBook } from '../../src/addressing/lease-book.js';
import { BootFileGate } from '../../src/boot-files/boot-file-gate.js';
import { BootFileTree } from '../../src/boot-files/boot-file-tree.js';
import { FolderSource } from '../../src/boot-files/sources/folder.source.js';
import type { KnownMachine, KnownNetwork } from '../../src/boot/known-machine.js';
import type { MachineDirectory } from '../../src/inventory/machine-directory.js';
import type { Net, NetworkInterface } from '../../src/net/net.port.js';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import { VirtualWire } from '../../src/net/virtual/virtual-wire.js';
import type { TftpAdmission, TftpQuestion } from '../../src/responders/tftp/tftp-admission.js';
import { systemClock, type TftpClock } from '../../src/responders/tftp/tftp-clock.js';
import { ENGINE_LIMITS, type EngineLimits } from '../../src/responders/tftp/engine-limits.js';
import { TftpUploads } from '../../src/responders/tftp/tftp-uploads.js';
import { UploadGate } from '../../src/boot-files/upload-gate.js';
import { TftpEngine } from '../../src/responders/tftp/tftp-engine.js';
import type { TftpEvent } from '../../src/responders/tftp/tftp-event.js';
import { RequestIntake, type RequestIntakeOptions } from '../../src/responders/tftp/request-intake.js';
import { InterfacePorts } from '../../src/responders/interface-ports.js';
import { ResponderStatus } from '../../src/responders/responder-status.js';
import { networkContains, networkOf } from '../../src/values/ipv4-network.js';
import { TftpTestClient } from '../clients/tftp-client.js';
import { nothingHandedOut } from './boot-sources.js';
import { ip, labMachine, labNetwork, mac } from './known-lab.js';

export const SERVER = ip('10.79.0.1');
export const CLIENT = ip('10.79.0.21');

export interface TftpLabOptions {
  readonly clock?: TftpClock;
  readonly limits?: Partial<EngineLimits>;
  readonly machines?: readonly KnownMachine[];
  readonly network?: KnownNetwork;
  /** Answers before the gate does. */
  readonly admit?: (question: TftpQuestion) => Promise<TftpAdmission> | undefined;
  readonly mtu?: number;
  readonly singlePort?: boolean;
  /** What the settings say for all clients. */
  readonly everybody?: Partial<RequestIntakeOptions['everybody']>;
}

/**
 * The TFTP engine with its gate and a folder of files, on a virtual wire with one network, 10.79.0.0/24, or on any
 * other `Net`.
 */
export class TftpLab {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'tftp-lab-')));
  readonly wire = new VirtualWire();
  readonly events: TftpEvent[] = [];
  readonly status = new ResponderStatus();
  readonly reports: string[] = [];
  readonly serverNet = new VirtualNet({ report: (sentence) => this.reports.push(sentence) });
  readonly clientNet = new VirtualNet();
  readonly clientInterface: NetworkInterface;
  readonly engine: TftpEngine;
  readonly uploadRoot = join(this.root, '..', `${basename(this.root)}-uploads`);
  readonly uploads: TftpUploads;
  private readonly gate: BootFileGate;
  private readonly intake: RequestIntake;
  private readonly ports: InterfacePorts;
  private readonly singlePort: boolean;
  private readonly listeners = new Set<() => void>();

  constructor(options: TftpLabOptions & { readonly net?: Net; readonly port?: number } = {}) {
    this.singlePort = options.singlePort === true;
    const network = networkOf(SERVER, 24);
    const { mtu = 1500 } = options;
    this.serverNet.addInterface(this.wire, {
      name: 'eth0',
      mac: mac('02:ff:00:00:00:01'),
      addresses: [{ address: SERVER, network }],
      mtu,
    });
    this.clientInterface = this.clientNet.addInterface(this.wire, {
      name: 'eth0',
      mac: mac('02:00:00:00:00:01'),
      addresses: [{ address: CLIENT, network }],
      mtu,
    });
    const directory = directoryOf(options.machines ?? [labMachine()], options.network ?? labNetwork());
    const owners = new AddressOwners(directory, new LeaseBook(), new BorrowedAddresses());
    this.gate = new BootFileGate(
      directory,
      owners,
      new BootFileTree([new FolderSource('tftpboot', this.root)], 8080),
      nothingHandedOut(),
    );
    const net = options.net ?? this.serverNet;
    const observe = (event: TftpEvent): void => {
      this.events.push(event);
      for (const listener of [...this.listeners]) listener();
    };
    this.engine = new TftpEngine({
      net,
      clock: options.clock ?? systemClock,
      portRange: { first: 20_000, last: 20_999 },
      observe,
      ...(options.limits && { limits: options.limits }),
    });
    const uploadGate = new UploadGate(directory, owners);
    this.uploads = new TftpUploads({
      net,
      clock: options.clock ?? systemClock,
      observe,
      folders: { finished: this.uploadRoot, growing: `${this.uploadRoot}-growing` },
      portRange: { first: 21_000, last: 21_999 },
      limits: ENGINE_LIMITS,
    });
    this.intake = new RequestIntake({
      net,
      port: options.port ?? 69,
      admit: (question) => options.admit?.(question) ?? this.admit(question),
      observe,
      transfers: this.engine,
      admitUpload: ({ fileName, clientAddress }) => {
        const verdict = uploadGate.admit({ path: fileName, clientAddress, serverAddress: undefined });
        if (verdict.kind === 'take') return { ...verdict, machine: undefined };
        return { ...verdict, ...verdict.tftpError, problem: undefined, machine: undefined };
      },
      uploads: this.uploads,
      singlePort: this.singlePort ? this.engine : undefined,
      everybody: { refusedOptions: [], rollOver: 0, ...options.everybody },
    });
    const service = {
      responder: 'TFTP',
      where: 'here',
      open: (networkInterface: NetworkInterface) => this.intake.open(networkInterface),
    };
    this.ports = new InterfacePorts(net, service, this.status, pino({ level: 'silent' }));
    this.ports.start();
  }

  /** As the responder stops. */
  async stop(seconds: number): Promise<void> {
    this.intake.stop();
    if (!this.singlePort) this.ports.stop();
    await Promise.all([this.engine.stop(seconds), this.uploads.stop(seconds)]);
    this.ports.stop();
  }

  /** What the gate says. */
  async admit({ fileName, clientAddress, serverAddress }: TftpQuestion): Promise<TftpAdmission> {
    const verdict = await this.gate.admit({ path: fileName, clientAddress, serverAddress });
    const { machine: record, nic } = verdict.client;
    const machine = record && { id: record.id, hostname: record.hostname, mac: nic?.mac };
    if (verdict.kind === 'serve') {
      const { file, correction } = verdict;
      return { kind: 'serve', file, correction, machine };
    }
    const { reason, tftpError, problem } = verdict;
    return { kind: 'refuse', reason, ...tftpError, problem, machine };
  }

  put(name: string, content: Buffer | string): Buffer {
    const path = join(this.root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return Buffer.from(content);
  }

  client(port = 0): TftpTestClient {
    return TftpTestClient.onNet(this.clientNet, this.clientInterface, SERVER, 69, port);
  }

  /** The first event of this kind, now or when it happens. */
  async event<Kind extends TftpEvent['kind']>(kind: Kind, which = 0): Promise<Extract<TftpEvent, { kind: Kind }>> {
    for (;;) {
      const found = this.events.filter((event): event is Extract<TftpEvent, { kind: Kind }> => event.kind === kind)[
        which
      ];
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        const listener = (): void => {
          this.listeners.delete(listener);
          resolve();
        };
        this.listeners.add(listener);
      });
    }
  }

  async close(): Promise<void> {
    await this.stop(0);
    this.serverNet.close();
    this.clientNet.close();
    for (const folder of [this.root, this.uploadRoot, `${this.uploadRoot}-growing`]) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function directoryOf(machines: readonly KnownMachine[], network: KnownNetwork): MachineDirectory {
  const directory: Pick<MachineDirectory, 'byIp' | 'networkOf'> = {
    byIp: (address) => {
      for (const machine of machines) {
        const nic = machine.nics.find((one) => one.ip === address);
        if (nic !== undefined) return { machine, nic };
      }
      return undefined;
    },
    networkOf: (address) => (networkContains(network.cidr, address) ? network : undefined),
  };
  return directory as MachineDirectory;
}
