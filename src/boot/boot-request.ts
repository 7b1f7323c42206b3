import type { ClientKind, FetchMethod } from '../values/client-arch.js';

/** How the request came. */
export type BootProtocol = 'rarp' | 'bootp' | 'dhcp';

/**
 * The facts about a client that ask "what should I boot?", read once from its packet. Policies look only at this,
 * never at raw options.
 */
export interface BootRequest {
  readonly protocol: BootProtocol;
  /** Does firmware or a boot loader ask (PXE, HTTP boot, iPXE, BOOTP, RARP), rather than an operating system? */
  readonly boots: boolean;
  /** Processor architecture type (option 93), when sent; also one that the registry does not have. */
  readonly architecture: number | undefined;
  /**
   * The keys of `boot.files` that fit this client, best first, without `default`: an iPXE on x64 UEFI is
   * `['ipxe', 'x64-uefi']`.
   */
  readonly kinds: readonly ClientKind[];
  readonly method: FetchMethod;
  /** iPXE itself is asking (option 175 or user class `iPXE`), not the firmware that may have loaded it. */
  readonly ipxe: boolean;
  /** The file that the client asks for by name (`file` in a BOOTP request, RFC 951 §3); empty when it leaves it open. */
  readonly askedFile: string;
}
