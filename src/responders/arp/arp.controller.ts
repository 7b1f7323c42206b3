import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { Operation } from '../../api/docs/operation.decorator.js';
import { validationProblem } from '../../api/problem.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { AddressAnnouncer } from './address-announcer.js';
import { announceInput, announceView, viewAnnounced, type AnnounceInput, type AnnounceView } from './arp.schema.js';

/** What an operator may have done by ARP. */
@Controller('api/v1/arp')
export class ArpController {
  constructor(private readonly announcer: AddressAnnouncer) {}

  @Operation({
    summary: 'Tell the wire that addresses of this appliance are here now (gratuitous ARP, request and reply form)',
    tag: 'arp',
    answer: announceView,
    errors: [400, 422],
  })
  @Post('announce')
  @HttpCode(HttpStatus.OK)
  announce(@Body({ schema: announceInput }) input: AnnounceInput): AnnounceView {
    const announced = this.announcer.announce(input.address, input.interface);
    if (announced.length === 0) throw validationProblem([whyNothing(input)]);
    return viewAnnounced(announced);
  }
}

function whyNothing({ address, interface: name }: AnnounceInput): { field: string; reason: string } {
  const where = name === undefined ? 'any interface that we serve' : `interface ${name}`;
  return address === undefined
    ? { field: 'interface', reason: `there is no address of ours that could be announced on ${where}` }
    : {
        field: 'address',
        reason: `${formatIpv4Address(address)} is no address of ours on ${where} that could be announced`,
      };
}
