/**
 * The parts of the package `dhcp` 0.2.20 that are used: its option dictionary, and its message parser as the second
 * opinion of the codec's tests. The package brings no types.
 */
declare module 'dhcp/lib/options.js' {
  export interface DictionaryOption {
    readonly name: string;
    /** One of UInt8, Int8, UInt16, Int16, UInt32, Int32, UInt8s, UInt16s, IP, IPs, ASCII, UTF8, Bool. */
    readonly type?: string;
    /** The key in a server's settings. */
    readonly config?: string;
    /** The key in what a client sent. */
    readonly attr?: string;
    readonly default?: unknown;
    readonly enum?: Readonly<Record<number, string>>;
  }
  const dictionary: {
    readonly opts: Readonly<Record<string, DictionaryOption>>;
    addOption(code: number, option: DictionaryOption): void;
  };
  export default dictionary;
}

declare module 'dhcp/lib/protocol.js' {
  export interface ParsedMessage {
    readonly op: number;
    readonly xid: number;
    readonly secs: number;
    readonly flags: number;
    readonly ciaddr: string;
    readonly yiaddr: string;
    readonly siaddr: string;
    readonly giaddr: string;
    readonly chaddr: string;
    readonly sname: string;
    readonly file: string;
    readonly options: Readonly<Record<number, unknown>>;
  }
  const protocol: { parse(message: Buffer): ParsedMessage };
  export default protocol;
}
