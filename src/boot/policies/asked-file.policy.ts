import type { BootPolicy } from '../boot-question.js';

/**
 * RFC 951 §3: a BOOTP client may name the file it wants (a Xyplex terminal server asks for `x0a3c45.prm`); a server
 * that has nothing else to say gives the name back.
 */
export const askedFilePolicy: BootPolicy = ({ request }) =>
  request.protocol === 'bootp' && request.askedFile !== ''
    ? { kind: 'file', file: request.askedFile, source: 'asked for by the client' }
    : undefined;
