/** SQLite's files in the data directory. */
export const DATABASE_FILES = { inventory: 'reveille.sqlite', leases: 'leases.sqlite' } as const;
