import type { DhcpOptions } from '../../wire/dhcp/dhcp-options.codec.js';
import * as option from './option-codes.js';
import type { ReplyOption } from './reply-options.js';

/**
 * What the client or its relay wants back as it was sent: client id (RFC 6842), subnet selection (RFC 3011),
 * machine id of PXE clients (RFC 4578 §2.3), relay agent information (RFC 3046 §2.2), which the codec puts last.
 */
export function addEchoes(reply: ReplyOption[], request: DhcpOptions, boots: boolean): void {
  addEcho(reply, request, option.CLIENT_IDENTIFIER);
  addEcho(reply, request, option.SUBNET_SELECTION);
  if (boots) addEcho(reply, request, option.CLIENT_MACHINE_IDENTIFIER);
  addEcho(reply, request, option.RELAY_AGENT_INFORMATION);
}

function addEcho(reply: ReplyOption[], request: DhcpOptions, code: number): void {
  const value = request.get(code);
  if (value !== undefined) reply.push([code, value]);
}
