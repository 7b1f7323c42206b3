import type { BootPolicy } from '../boot-question.js';
import { BUILT_IN_FILES } from './built-in.table.js';
import { fits } from './choose-file.js';

/** A well-known loader for this kind of client that lies in the boot file root. Only firmware and loaders are asked. */
export const builtInPolicy: BootPolicy = ({ request, fileExists }) => {
  if (!request.boots) return undefined;
  for (const kind of request.kinds) {
    for (const file of BUILT_IN_FILES[kind] ?? []) {
      if (fits(request, file, 'own') && fileExists(file)) return { kind: 'file', file, source: `built-in ${kind}` };
    }
  }
  return undefined;
};
