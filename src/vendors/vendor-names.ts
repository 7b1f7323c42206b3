import { Injectable } from '@nestjs/common';
import type { MacAddress } from '../values/mac-address.js';

/** The low half of a MAC address is its maker's to give out. */
const SERIAL_NUMBERS = 2 ** 24;
/** Bit 1 of the first octet: given by software and not by a maker (IEEE 802-2014 §8.4). */
const LOCALLY_ADMINISTERED = 0x02;

/** Who made a network card, by the IEEE's list of company ids. The list is read when it is first asked for. */
@Injectable()
export class VendorNames {
  private list: Promise<ReadonlyMap<number, string>> | undefined;

  /** The maker's name; undefined when the IEEE's list has none. */
  async nameOf(mac: MacAddress): Promise<string | undefined> {
    if ((Math.floor(mac / 2 ** 40) & LOCALLY_ADMINISTERED) !== 0) return 'locally administered address';
    this.list ??= readList();
    return (await this.list).get(Math.floor(mac / SERIAL_NUMBERS));
  }
}

async function readList(): Promise<ReadonlyMap<number, string>> {
  const { default: rows } = await import('oui-data', { with: { type: 'json' } });
  const list = new Map<number, string>();
  for (const [prefix, address] of Object.entries(rows as Readonly<Record<string, string>>)) {
    // The first line is the name, the others are the postal address. A copy, so that the whole text can be let go.
    const name = address.split('\n', 1)[0] ?? '';
    list.set(Number.parseInt(prefix, 16), Buffer.from(name).toString());
  }
  return list;
}
