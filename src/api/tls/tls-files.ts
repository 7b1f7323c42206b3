import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** How often the files are looked at. Polling sees what editors, certbot's links and mounted secrets do; events do not. */
const LOOK_EVERY_MS = 5_000;

/** A certificate chain and its key, PEM. */
export interface TlsIdentity {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** REVEILLE_TLS_CERT and REVEILLE_TLS_KEY. */
export interface TlsPaths {
  readonly cert: string;
  readonly key: string;
}

/** Reads both files and proves that they belong together; throws with a sentence that names the files. */
export function readTlsIdentity({ cert, key }: TlsPaths): TlsIdentity {
  try {
    const identity = { cert: readFileSync(cert), key: readFileSync(key) };
    createSecureContext(identity);
    return identity;
  } catch (error) {
    throw new Error(
      `The certificate ${cert} and its key ${key} cannot be used: ${(error as Error).message}. Correct REVEILLE_TLS_CERT and REVEILLE_TLS_KEY, or leave both out.`,
      { cause: error },
    );
  }
}

/** Calls `changed` whenever one of the files has changed; gives the way to stop. */
export function watchTlsFiles({ cert, key }: TlsPaths, changed: () => void): () => void {
  const paths = [cert, key];
  for (const path of paths) watchFile(path, { interval: LOOK_EVERY_MS, persistent: false }, changed);
  return () => {
    for (const path of paths) unwatchFile(path, changed);
  };
}
