import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Settings } from '../settings/settings.js';

/** How long an answer of the file system is believed: a loader laid into the folder is offered a second later. */
const BELIEVED_MS = 1_000;

/**
 * Which of the well-known loaders lie in the boot file root. Asked while a packet waits, so what the file system said
 * is remembered for a second; names come from our own table only.
 */
@Injectable()
export class BuiltInFiles {
  private readonly known = new Map<string, { readonly exists: boolean; readonly at: number }>();

  constructor(private readonly settings: Settings) {}

  exists(path: string): boolean {
    const now = performance.now();
    const known = this.known.get(path);
    if (known !== undefined && now - known.at < BELIEVED_MS) return known.exists;
    const exists = isFile(join(this.settings.tftpRoot, path));
    this.known.set(path, { exists, at: now });
    return exists;
  }
}

/** A regular file, and not a link to one: TFTP might refuse where the link leads. A root that cannot be read has none. */
function isFile(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}
