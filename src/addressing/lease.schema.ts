import { z } from 'zod';
import { pageQuery } from '../api/paging.js';
import { strictObject } from '../api/strict-object.js';
import { ipv4Field, macField } from '../inventory/fields.schema.js';
import { SHOWN_STATES } from './lease.view.js';

/** The query of a list of leases. */
export const leaseQuery = strictObject({
  ...pageQuery,
  network: z.string().optional().meta({ description: 'Name of a network, without case' }),
  state: z.enum(SHOWN_STATES).optional(),
  mac: macField.optional(),
  ip: ipv4Field.optional(),
});
export type LeaseQuery = z.output<typeof leaseQuery>;
