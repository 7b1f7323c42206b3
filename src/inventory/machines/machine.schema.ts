import { z } from 'zod';
import { pageQuery } from '../../api/paging.js';
import { strictObject } from '../../api/strict-object.js';
import {
  hostAddressField,
  hostNameField,
  ipv4Field,
  macField,
  readBy,
  readOnlyFields,
  uuidField,
} from '../fields.schema.js';
import { relayPortKeys } from '../nic-identifiers.js';
import { writtenOptions } from '../written-option.schema.js';
import { readIdentifier } from '../../values/identifier.js';
import { ok } from '../../values/result.js';
import { machineBoot } from '../boot.schema.js';
import { LABEL_KEY, labels } from '../labels.schema.js';
import { knownNicDetails, type NicDetailsInput, writtenNicDetails } from './nic-details.js';

const identifier = (what: string, example: string) =>
  readBy<string>(
    (text) => {
      const readings = readIdentifier(text);
      return readings.ok ? ok(text) : readings;
    },
    { description: `${what}: octets as 0x… or 01:02:…, or text`, example },
  );

const nicField = strictObject({
  mac: macField.optional(),
  ip: ipv4Field.optional(),
  clientId: identifier(
    'Client identifier (option 61), which leads here when the MAC does not',
    'ff:12:34:56',
  ).optional(),
  uuid: uuidField.optional(),
  circuitId: identifier('Circuit id of its relay or switch (option 82, sub-option 1)', 'Gi0/3').optional(),
  remoteId: identifier('Remote id of its relay or switch (option 82, sub-option 2)', 'switch-7').optional(),
  nextServer: hostAddressField.optional().meta({ description: "TFTP server (siaddr); the network's when left out" }),
  options: writtenOptions.optional().meta({ description: "Further DHCP options, before the network's" }),
  proxyArp: macField.optional().meta({
    description:
      'The machine is remote: ARP questions for its ip are answered with the MAC of the router that reaches it',
  }),
})
  .refine((nic) => nic.mac !== undefined || nic.ip !== undefined, 'needs a mac, an ip, or both')
  .refine((nic) => nic.proxyArp === undefined || nic.ip !== undefined, {
    path: ['proxyArp'],
    message: 'needs an ip, for which ARP is answered',
  });

const SAME_MAC_TWICE =
  'is also the mac of %s; leave mac out of the further NICs of one port: an address without a mac is answered on its own wire for any MAC of this machine';

interface NicLike extends NicDetailsInput {
  readonly mac?: number | undefined;
  readonly ip?: number | undefined;
}

/** What identifies a NIC besides its MAC, field by field, in the form in which it is looked up. */
function identifiersOf(nic: NicLike): readonly (readonly [field: string, key: string])[] {
  const written = writtenNicDetails(nic);
  if (written === undefined) return [];
  const details = knownNicDetails(written);
  const port = details.circuitIds.length > 0 ? 'circuitId' : 'remoteId';
  return [
    ...details.clientIds.map((key) => ['clientId', key] as const),
    ...(details.uuid === undefined ? [] : [['uuid', details.uuid] as const]),
    ...relayPortKeys(details).map((key) => [port, key] as const),
  ];
}

/** `[at, field, first]` for each identifier of `nics[at]` that `nics[first]`, before it, has too. */
function repeatedIdentifiers(
  nics: readonly NicLike[],
): readonly (readonly [at: number, field: string, first: number])[] {
  const seen = new Map<string, number>();
  const repeated: (readonly [number, string, number])[] = [];
  nics.forEach((nic, at) => {
    for (const [field, key] of identifiersOf(nic)) {
      const first = seen.get(`${field} ${key}`);
      if (first === undefined) seen.set(`${field} ${key}`, at);
      else if (first !== at) repeated.push([at, field, first]);
    }
  });
  return repeated;
}

/** `nics[2].mac` repeats `nics[0].mac`: where the first one is, or undefined. */
function firstWith(nics: readonly NicLike[], field: 'mac' | 'ip', at: number): number | undefined {
  const value = nics[at]?.[field];
  if (value === undefined) return undefined;
  const first = nics.findIndex((nic) => nic[field] === value);
  return first < at ? first : undefined;
}

export const nicList = z
  .array(nicField)
  .max(256)
  .superRefine((nics, context) => {
    nics.forEach((_, at) => {
      const sameMac = firstWith(nics, 'mac', at);
      if (sameMac !== undefined) {
        context.addIssue({
          code: 'custom',
          path: [at, 'mac'],
          message: SAME_MAC_TWICE.replace('%s', `nics[${sameMac}]`),
        });
      }
      const sameIp = firstWith(nics, 'ip', at);
      if (sameIp !== undefined) {
        context.addIssue({ code: 'custom', path: [at, 'ip'], message: `is also the ip of nics[${sameIp}]` });
      }
    });
    for (const [at, field, first] of repeatedIdentifiers(nics)) {
      context.addIssue({ code: 'custom', path: [at, field], message: `is also the ${field} of nics[${first}]` });
    }
  });

/** What a client writes: POST, PUT, and what a PATCH makes of the record. */
export const machineInput = strictObject({
  hostname: hostNameField,
  description: z.string().max(10_000).default('').meta({ description: 'Free text for people' }),
  labels: labels.default({}).meta({ description: 'Any key and value of yours', examples: [{ rack: 'r1' }] }),
  nics: nicList.optional().meta({ description: 'Its network ports and addresses. PUT: left out keeps those it has' }),
  boot: machineBoot.prefault({}),
  ...readOnlyFields,
}).meta({ id: 'MachineInput' });
export type MachineInput = z.output<typeof machineInput>;
export type NicInput = NonNullable<MachineInput['nics']>[number];

/** `?label=rack:r1` */
const labelFilter = z.string().transform((text, context) => {
  const colon = text.indexOf(':');
  const key = text.slice(0, colon);
  if (colon > 0 && LABEL_KEY.test(key)) return { key, value: text.slice(colon + 1) };
  context.issues.push({ code: 'custom', message: 'must be key:value, as label=rack:r1', input: text });
  return z.NEVER;
});

/** The query of a list of machines; several filters must all hold. */
export const machineQuery = strictObject({
  ...pageQuery,
  hostname: z.string().optional().meta({ description: 'This host name, without case' }),
  mac: macField.optional(),
  ip: ipv4Field.optional(),
  label: z
    .preprocess(
      (given) => (given === undefined || Array.isArray(given) ? given : [given]),
      z.array(labelFilter).default([]),
    )
    .meta({ description: 'key:value; several must all hold', examples: ['rack:r1'] }),
});
export type MachineQuery = z.output<typeof machineQuery>;
