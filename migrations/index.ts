import { Inventory1763636400000 } from './1763636400000-inventory.js';
import { Journal1763640000000 } from './1763640000000-journal.js';
import { NetworkPools1763650000000 } from './1763650000000-network-pools.js';
import { NetworkWires1763651000000 } from './1763651000000-network-wires.js';
import { Pxe1763652000000 } from './1763652000000-pxe.js';
import { NetworkUploads1763653000000 } from './1763653000000-network-uploads.js';
import { BootFileFetches1763654000000 } from './1763654000000-boot-file-fetches.js';
import { Profiles1763655000000 } from './1763655000000-profiles.js';
import { Installs1763655100000 } from './1763655100000-installs.js';
import { RarpProfile1763656000000 } from './1763656000000-rarp-profile.js';
import { Leases1763650100000 } from './1763650100000-leases.js';
import { Access1763658000000 } from './1763658000000-access.js';
import { Sightings1763658100000 } from './1763658100000-sightings.js';
import { Webhooks1763659000000 } from './1763659000000-webhooks.js';
import { Personalities1763659200000 } from './1763659200000-personalities.js';

/** Every migration, oldest first. A released one is never edited: a change is a new file and a new row. */
export const MIGRATIONS = [
  Inventory1763636400000,
  Journal1763640000000,
  NetworkPools1763650000000,
  NetworkWires1763651000000,
  Pxe1763652000000,
  NetworkUploads1763653000000,
  BootFileFetches1763654000000,
  Profiles1763655000000,
  Installs1763655100000,
  RarpProfile1763656000000,
  Access1763658000000,
  Sightings1763658100000,
  Webhooks1763659000000,
  Personalities1763659200000,
] as const;

/** Those of the leases, which have a database file of their own; in PostgreSQL they stand beside the others. */
export const LEASE_MIGRATIONS = [Leases1763650100000] as const;
