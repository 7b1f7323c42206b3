import { OneAtATime } from '../database/one-at-a-time.js';

/**
 * Every write to the inventory takes a turn: check against the directory, commit, tell the directory. What was checked
 * still holds when it is committed, and the next packet after the answer sees what was written.
 */
export class InventoryTurns extends OneAtATime {}
