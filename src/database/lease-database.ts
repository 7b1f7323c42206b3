import { Database } from './database.js';

/**
 * Where leases are written: a file of its own beside the inventory's, or connections of its own to PostgreSQL. No client
 * waits for its lease behind a batch of the journal or an import (docs/decisions/0010).
 */
export class LeaseDatabase extends Database {}
