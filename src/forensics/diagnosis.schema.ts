import { z } from 'zod';
import { macField } from '../inventory/fields.schema.js';
import { formatMacAddress } from '../values/mac-address.js';
import type { Diagnosis } from './diagnosis.js';
import type { NearMachine } from './near-mac.js';

export const macQuerySchema = z.strictObject({ mac: macField });
export type MacQuery = z.output<typeof macQuerySchema>;

const nearMachine = z
  .object({
    mac: z.string().meta({ examples: ['08:00:20:8e:48:dd'] }),
    machineId: z.number().int(),
    hostname: z.string(),
    how: z.string().meta({ examples: ['one digit differs'] }),
  })
  .meta({ id: 'NearMachine' });

export const diagnosesView = z
  .object({
    machineId: z.number().int().nullable().meta({ description: 'null when no machine has this hardware address' }),
    hostname: z.string().nullable(),
    nearest: nearMachine
      .nullable()
      .meta({ description: 'For an unknown hardware address: the machine whose address is nearly the same' }),
    items: z.array(
      z
        .object({
          name: z.string().meta({ examples: ['mac-wrong', 'address-missing', 'wrong-wire', 'not-serving'] }),
          sure: z.enum(['certain', 'likely', 'possible']),
          sentence: z.string(),
          cure: z.string(),
        })
        .meta({ id: 'Diagnosis' }),
    ),
  })
  .meta({ id: 'Diagnoses' });
export type DiagnosesView = z.output<typeof diagnosesView>;

export function viewDiagnoses(
  machine: { readonly id: number; readonly hostname: string } | undefined,
  nearest: NearMachine | undefined,
  items: readonly Diagnosis[],
): DiagnosesView {
  return {
    machineId: machine?.id ?? null,
    hostname: machine?.hostname ?? null,
    nearest:
      nearest === undefined
        ? null
        : {
            mac: formatMacAddress(nearest.mac),
            machineId: nearest.machine.id,
            hostname: nearest.machine.hostname,
            how: nearest.how,
          },
    items: [...items],
  };
}
