import { z } from 'zod';
import { BOOT_MODES } from '../../boot/boot-files.js';
import { bootFilesView, viewBootFiles } from '../boot-files.schema.js';
import { NO_INSTALL } from '../../boot/install-state.js';
import type { KnownMachine, KnownNic } from '../../boot/known-machine.js';
import { formatInstant } from '../../values/instant.js';
import { formatIpv4Address, type Ipv4Address, parseIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress, parseMacAddress } from '../../values/mac-address.js';
import { OFFER_STRATEGIES } from '../../boot/offer-strategy.js';
import { bootMenuView, knownBootMenu } from '../boot-menu.schema.js';
import type { MachineEntity } from './machine.entity.js';
import { writtenOptionView } from '../written-option.schema.js';
import type { NicInput } from './machine.schema.js';
import { knownNicDetails, writtenNicDetails } from './nic-details.js';
import type { NicEntity } from './nic.entity.js';

const text = z.string();

/** MAC and address are always shown, the rest where it is set. */
const nicView = z.object({
  mac: text.nullable(),
  ip: text.nullable(),
  clientId: text.optional(),
  uuid: text.optional(),
  circuitId: text.optional(),
  remoteId: text.optional(),
  nextServer: text.optional(),
  options: z.array(writtenOptionView).optional(),
  proxyArp: text.optional(),
});

/** A machine as REST shows it. What is not set is null. */
export const machineView = z
  .object({
    id: z.number().int(),
    hostname: text,
    description: text,
    labels: z.record(text, text),
    nics: z.array(nicView),
    boot: z.object({
      mode: z.enum(BOOT_MODES),
      profile: text.nullable(),
      files: bootFilesView,
      menu: bootMenuView.nullable(),
      strategy: z.enum(OFFER_STRATEGIES).nullable(),
      bootparams: z.record(text, text),
      install: z.record(text, z.number()),
    }),
    createdAt: text.meta({ format: 'date-time' }),
    updatedAt: text.meta({ format: 'date-time' }),
  })
  .meta({ id: 'Machine' });
export type MachineView = z.output<typeof machineView>;

export const machinePage = z
  .object({ items: z.array(machineView), nextCursor: text.nullable() })
  .meta({ id: 'MachinePage' });

export function viewMachine(machine: MachineEntity): MachineView {
  return {
    id: machine.id,
    hostname: machine.hostname,
    description: machine.description,
    labels: machine.labels,
    nics: [...machine.nics].sort((a, b) => a.position - b.position).map(viewNic),
    boot: {
      mode: machine.bootMode,
      profile: machine.profile,
      files: viewBootFiles(machine.bootFiles),
      menu: machine.bootMenu,
      strategy: machine.offerStrategy,
      bootparams: machine.bootparams ?? {},
      install: { ...machine.installRules },
    },
    createdAt: formatInstant(machine.createdAt),
    updatedAt: formatInstant(machine.updatedAt),
  };
}

function viewNic({ mac, ip, details }: NicEntity): MachineView['nics'][number] {
  const { options, ...identifiers } = details ?? {};
  return { mac, ip, ...identifiers, ...(options !== undefined && { options: [...options] }) };
}

/** A NIC as the database keeps it. */
export function nicColumns(nic: NicInput): Pick<NicEntity, 'mac' | 'ip' | 'details'> {
  return {
    mac: nic.mac === undefined ? null : formatMacAddress(nic.mac),
    ip: nic.ip === undefined ? null : formatIpv4Address(nic.ip),
    details: writtenNicDetails(nic) ?? null,
  };
}

const readOr = <Value>(
  text: string | null,
  read: (text: string) => { ok: true; value: Value } | { ok: false },
): Value | undefined => {
  if (text === null) return undefined;
  const value = read(text);
  return value.ok ? value.value : undefined;
};

function knownNic(nic: NicEntity): KnownNic {
  return {
    mac: readOr(nic.mac, parseMacAddress),
    ip: readOr<Ipv4Address>(nic.ip, parseIpv4Address),
    details: nic.details === null ? undefined : knownNicDetails(nic.details),
  };
}

/** The record as responders see it. */
export function knownMachine(machine: MachineEntity): KnownMachine {
  const nics = [...machine.nics].sort((a, b) => a.position - b.position);
  return {
    id: machine.id,
    hostname: machine.hostname,
    labels: machine.labels,
    bootMode: machine.bootMode,
    bootFiles: machine.bootFiles ?? undefined,
    bootparams: machine.bootparams ?? undefined,
    bootMenu: machine.bootMenu === null ? undefined : knownBootMenu(machine.bootMenu),
    offerStrategy: machine.offerStrategy ?? undefined,
    profileName: machine.profile ?? undefined,
    profile: undefined, // the directory looks it up
    installRules: machine.installRules ?? undefined,
    install: NO_INSTALL, // the directory keeps the one that it has
    nics: nics.map(knownNic),
  };
}
