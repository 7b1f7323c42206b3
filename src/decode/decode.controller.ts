import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { Operation } from '../api/docs/operation.decorator.js';
import { validationProblem } from '../api/problem.js';
import { formatNanoseconds, printPackets } from '../wire/print/print-packets.js';
import { decodeInput, decodeView, type DecodeInput, type DecodeView } from './decode.schema.js';

/** Packets in words. */
@Controller('api/v1/decode')
export class DecodeController {
  @Operation({
    summary: 'Print packets: RARP, ARP, DHCP, BOOTP, TFTP and Sun RPC, from a capture file or from hexadecimal',
    tag: 'diagnosis',
    answer: decodeView,
    errors: [422],
  })
  @Post()
  @HttpCode(HttpStatus.OK)
  decode(@Body({ schema: decodeInput }) { hex, capture }: DecodeInput): DecodeView {
    if ((hex === undefined) === (capture === undefined))
      throw validationProblem([{ field: '', reason: 'send either hex or capture' }]);
    const printed = printPackets(hex === undefined ? Buffer.from(capture ?? '', 'base64') : Buffer.from(hex));
    if (!printed.ok) {
      const reason = hex === undefined ? printed.error : 'takes octets in hexadecimal, two digits for each';
      throw validationProblem([{ field: hex === undefined ? 'capture' : 'hex', reason }]);
    }
    const { packets, problem } = printed.value;
    return {
      packets: packets.map(({ number, atNanoseconds, vlans, route, words }) => ({
        number,
        at: atNanoseconds === undefined ? null : formatNanoseconds(atNanoseconds),
        vlans: [...vlans],
        route,
        words,
      })),
      problem: problem ?? null,
    };
  }
}
