import { formatMacAddress, type MacAddress } from '../../values/mac-address.js';
import type { RollOver } from '../../wire/tftp/block-number.js';

/** What comes after block 65535; `refuse`: nothing can, so a file that needs more blocks is not begun. */
export type RollOverRule = RollOver | 'refuse';

/** What a client gets less of, or otherwise, than its request asks. Plain data, it may travel between threads. */
export interface ClientTerms {
  /** Names of options, in lower case, that are left out of the OACK as if we did not know them (RFC 2347). */
  readonly refusedOptions: readonly string[];
  readonly rollOver: RollOverRule;
  /** Who the client was taken for, when that changed something. */
  readonly client: string | undefined;
}

/** One known client. All that a row names must fit. */
export interface QuirkRow {
  readonly client: string;
  /** Who saw it. */
  readonly source: string;
  /** As in `b8:27:eb`. */
  readonly macPrefixes?: readonly string[];
  /** Tested against the file name as asked. */
  readonly file?: RegExp;
  /** Tested against the options as asked: `tsize=0 blksize=1024`. */
  readonly asks?: RegExp;
  readonly refusedOptions?: readonly string[];
  readonly rollOver?: RollOverRule;
}

/** What a read request tells of its client. */
export interface AskingClient {
  readonly mac: MacAddress | undefined;
  readonly fileName: string;
  readonly options: string;
}

/** The terms of a client: those of the first row that fits, over what the settings say for everybody. */
export function chooseClientTerms(
  asking: AskingClient,
  everybody: Omit<ClientTerms, 'client'>,
  table: readonly QuirkRow[],
): ClientTerms {
  const row = table.find((candidate) => fits(candidate, asking));
  return {
    refusedOptions: [...everybody.refusedOptions, ...(row?.refusedOptions ?? [])],
    rollOver: row?.rollOver ?? everybody.rollOver,
    client: row?.client,
  };
}

function fits({ macPrefixes, file, asks }: QuirkRow, { mac, fileName, options }: AskingClient): boolean {
  if (macPrefixes !== undefined) {
    const text = mac === undefined ? '' : formatMacAddress(mac);
    if (!macPrefixes.some((prefix) => text.startsWith(prefix))) return false;
  }
  return (file?.test(fileName) ?? true) && (asks?.test(options) ?? true);
}
