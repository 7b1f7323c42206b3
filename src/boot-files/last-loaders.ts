import { fileRole } from '../boot/file-role.js';
import type { Ipv4Address } from '../values/ipv4-address.js';

/** Clients whose last loader is remembered; the oldest is forgotten first. */
const MOST_CLIENTS = 10_000;

/** The folder that each client's last loader came from: what it asks for without a folder lies beside it. */
export class LastLoaders {
  private readonly folders = new Map<Ipv4Address, string>();

  /** Undefined when this client had no loader from us; '' for the root. */
  folderOf(client: Ipv4Address): string | undefined {
    return this.folders.get(client);
  }

  served(client: Ipv4Address, name: string): void {
    if (fileRole(name) !== 'loader') return;
    this.folders.delete(client);
    this.folders.set(client, name.slice(0, Math.max(0, name.lastIndexOf('/'))));
    if (this.folders.size > MOST_CLIENTS) this.folders.delete(this.folders.keys().next().value ?? client);
  }
}
