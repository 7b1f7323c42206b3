import { watch, type FSWatcher } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { readHexAddressName } from '../boot/hex-address-name.js';
import { Settings } from '../settings/settings.js';
import type { Ipv4Address } from '../values/ipv4-address.js';

/** The folder is read anew when somebody asks and it was read longer ago than this, in milliseconds. */
const STALE_MS = 1_000;

/**
 * Which addresses have a real boot file of their own, as in.rarpd and rarpd look for it: `C0A80015` or `C0A80015.SUN4U`
 * right below the boot file root. Kept in memory, so that a packet never waits for the file system: the folder is
 * watched, and read anew now and then where it cannot be.
 */
@Injectable()
export class HexNamedFiles implements OnModuleInit, OnModuleDestroy {
  private addresses: ReadonlySet<Ipv4Address> = new Set();
  private readAt = Number.NEGATIVE_INFINITY;
  private reading: Promise<void> | undefined;
  /** How often a reading was asked for. */
  private wanted = 0;
  private watcher: FSWatcher | undefined;

  constructor(private readonly settings: Settings) {}

  async onModuleInit(): Promise<void> {
    await this.read();
  }

  onModuleDestroy(): void {
    this.watcher?.close();
  }

  has(address: Ipv4Address): boolean {
    if (performance.now() - this.readAt > STALE_MS) void this.read();
    return this.addresses.has(address);
  }

  /** Resolves when what lay there at the call has been read. */
  read(): Promise<void> {
    this.wanted++;
    this.reading ??= this.readUntilQuiet().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async readUntilQuiet(): Promise<void> {
    for (let served = 0; served !== this.wanted;) {
      served = this.wanted;
      this.follow();
      this.addresses = await addressesIn(this.settings.tftpRoot);
      this.readAt = performance.now();
    }
  }

  /** Watches first and reads then, so that no change falls between. A folder that is not there yet is tried again. */
  private follow(): void {
    if (this.watcher !== undefined) return;
    try {
      this.watcher = watch(this.settings.tftpRoot, { persistent: false }, () => void this.read());
      this.watcher.on('error', () => {
        this.watcher?.close();
        this.watcher = undefined;
      });
    } catch {
      this.watcher = undefined;
    }
  }
}

async function addressesIn(folder: string): Promise<ReadonlySet<Ipv4Address>> {
  const addresses = new Set<Ipv4Address>();
  try {
    for (const name of await readdir(folder)) {
      const named = readHexAddressName(name);
      if (named !== undefined) addresses.add(named.address);
    }
  } catch {
    // No folder, no files. Whoever asks for one by TFTP hears why.
  }
  return addresses;
}
