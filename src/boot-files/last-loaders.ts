import type { Ipv4Address } from '../values/ipv4-address.js';

/** Clients whose last loader is remembered; the oldest is forgotten first. */
const MOST_CLIENTS = 10_000;

/** Programs that firmware or a loader starts. What such a program asks for without a folder lies beside it. */
const LOADER = /\.(0|efi|k?kpxe|pxe|com|nbp)(\.signed)?$/i;

/** The folder that each client's last loader came from. */
export class LastLoaders {
  private readonly folders = new Map<Ipv4Address, string>();

  /** Undefined when this client had no loader from us; '' for the root. */
  folderOf(client: Ipv4Address): string | undefined {
    return this.folders.get(client);
  }

  served(client: Ipv4Address, name: string): void {
    if (!LOADER.test(name)) return;
    this.folders.delete(client);
    this.folders.set(client, name.slice(0, Math.max(0, name.lastIndexOf('/'))));
    if (this.folders.size > MOST_CLIENTS) this.folders.delete(this.folders.keys().next().value ?? client);
  }
}
