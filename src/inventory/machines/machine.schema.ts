import { z } from 'zod';
import { pageQuery } from '../../api/paging.js';
import { strictObject } from '../../api/strict-object.js';
import { hostNameField, ipv4Field, macField, readOnlyFields } from '../fields.schema.js';
import { machineBoot } from '../boot.schema.js';
import { LABEL_KEY, labels } from '../labels.schema.js';

const nicField = strictObject(
  { mac: macField.optional(), ip: ipv4Field.optional() },
  {
    clientId: 'the MAC identifies the NIC',
    circuitId: 'the MAC identifies the NIC',
    remoteId: 'the MAC identifies the NIC',
    uuid: 'the MAC identifies the NIC',
    nextServer: 'set nextServer on the network',
    options: 'set options on the network',
  },
).refine((nic) => nic.mac !== undefined || nic.ip !== undefined, 'needs a mac, an ip, or both');

const SAME_MAC_TWICE =
  'is also the mac of %s; leave mac out of the further NICs of one port: an address without a mac is answered on its own wire for any MAC of this machine';

interface NicLike {
  readonly mac?: number | undefined;
  readonly ip?: number | undefined;
}

/** `nics[2].mac` repeats `nics[0].mac`: where the first one is, or undefined. */
function firstWith(nics: readonly NicLike[], field: 'mac' | 'ip', at: number): number | undefined {
  const value = nics[at]?.[field];
  if (value === undefined) return undefined;
  const first = nics.findIndex((nic) => nic[field] === value);
  return first < at ? first : undefined;
}

const nicList = z
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
