import { DATABASE_FILES } from '../database/database-files.js';

/** Says what the archive is: the version that made it, and when. The first file in it. */
export const BACKUP_LABEL = 'reveille-backup.json';

/** Files and folders of the data directory that are copied as they are. */
export const COPIED_AS_THEY_ARE = ['admin-token', 'reveille.env', 'boot-files', 'tftp-uploads'] as const;

/** Everything of a data directory that a backup may hold; the rest is made anew. */
export const BACKUP_CONTENT: readonly string[] = [...Object.values(DATABASE_FILES), ...COPIED_AS_THEY_ARE];
