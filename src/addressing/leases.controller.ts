import { Controller, Delete, Get, HttpCode, HttpStatus, Param, Query } from '@nestjs/common';
import { Operation } from '../api/docs/operation.decorator.js';
import { pageOf, type Page } from '../api/paging.js';
import { notFoundProblem } from '../api/problem.js';
import { formatIpv4Address, parseIpv4Address, type Ipv4Address } from '../values/ipv4-address.js';
import type { KnownNetwork } from '../boot/known-machine.js';
import type { Lease } from './lease.js';
import { leaseQuery, type LeaseQuery } from './lease.schema.js';
import { leasePage, leaseView, shownStateOf, viewLease, type LeaseView, type ShownState } from './lease.view.js';
import { Leases } from './leases.service.js';

/** A lease with what a page of leases is made from. */
interface ShownLease {
  readonly id: number;
  readonly lease: Lease;
  readonly network: KnownNetwork;
  readonly state: ShownState;
}

/** The addresses that the pools have given, as they are in memory: the same that the next packet meets. */
@Controller('api/v1/leases')
export class LeasesController {
  constructor(private readonly leases: Leases) {}

  @Operation({
    summary: 'List leases in the order of their addresses',
    tag: 'leases',
    query: leaseQuery,
    answer: leasePage,
    errors: [422],
  })
  @Get()
  list(@Query({ schema: leaseQuery }) query: LeaseQuery): Page<LeaseView> {
    const shown = this.shown(Date.now()).filter(
      ({ lease, network, state, id }) =>
        id > (query.cursor ?? 0) &&
        (query.network === undefined || query.network.toLowerCase() === network.name.toLowerCase()) &&
        (query.state === undefined || query.state === state) &&
        (query.mac === undefined || query.mac === lease.client?.mac) &&
        (query.ip === undefined || query.ip === lease.address),
    );
    const rows = shown.sort((a, b) => a.id - b.id).slice(0, query.limit + 1);
    return pageOf(rows, query.limit, ({ lease, network, state }) => viewLease(lease, network, state));
  }

  @Operation({ summary: 'One lease', tag: 'leases', answer: leaseView, errors: [404] })
  @Get(':ip')
  get(@Param('ip') ip: string): LeaseView {
    const { lease, network, state } = this.find(ip);
    return viewLease(lease, network, state);
  }

  @Operation({
    summary: 'End a lease, an offer or a quarantine: the address is free',
    description: 'The client is not told; it keeps using the address until it renews.',
    tag: 'leases',
    status: 204,
    errors: [404],
  })
  @Delete(':ip')
  @HttpCode(HttpStatus.NO_CONTENT)
  end(@Param('ip') ip: string): void {
    const { lease, network } = this.find(ip);
    const { address, client, facts } = lease;
    const reason = 'ended by the operator';
    void this.leases.change({ kind: 'release', network, address, at: Date.now(), client, facts, reason });
  }

  private find(text: string): ShownLease {
    const ip = parseIpv4Address(text);
    const lease = ip.ok ? this.at(ip.value, Date.now()) : undefined;
    if (lease === undefined) {
      throw notFoundProblem(`There is no lease of ${ip.ok ? formatIpv4Address(ip.value) : JSON.stringify(text)}.`);
    }
    return lease;
  }

  private at(address: Ipv4Address, now: number): ShownLease | undefined {
    for (const table of this.leases.book.tables()) {
      const lease = table.at(address);
      const state = lease && shownStateOf(lease, now);
      if (lease !== undefined && state !== undefined) return { id: address, lease, network: table.network, state };
    }
    return undefined;
  }

  private shown(now: number): ShownLease[] {
    const shown: ShownLease[] = [];
    for (const table of this.leases.book.tables()) {
      for (const lease of table.all()) {
        const state = shownStateOf(lease, now);
        if (state !== undefined) shown.push({ id: lease.address, lease, network: table.network, state });
      }
    }
    return shown;
  }
}
