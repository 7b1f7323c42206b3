/**
 * DHCP message types, the values of option 53, by the names of their documents: 1–8 RFC 2132 §9.6, 9 RFC 3203,
 * 10–13 RFC 4388 §6.1, 14–15 RFC 6926 §6.2, 16–18 RFC 7724 §5.2.
 */
export const DHCP_MESSAGE_TYPES = {
  DHCPDISCOVER: 1,
  DHCPOFFER: 2,
  DHCPREQUEST: 3,
  DHCPDECLINE: 4,
  DHCPACK: 5,
  DHCPNAK: 6,
  DHCPRELEASE: 7,
  DHCPINFORM: 8,
  DHCPFORCERENEW: 9,
  DHCPLEASEQUERY: 10,
  DHCPLEASEUNASSIGNED: 11,
  DHCPLEASEUNKNOWN: 12,
  DHCPLEASEACTIVE: 13,
  DHCPBULKLEASEQUERY: 14,
  DHCPLEASEQUERYDONE: 15,
  DHCPACTIVELEASEQUERY: 16,
  DHCPLEASEQUERYSTATUS: 17,
  DHCPTLS: 18,
} as const;

export type DhcpMessageTypeName = keyof typeof DHCP_MESSAGE_TYPES;
export type DhcpMessageType = (typeof DHCP_MESSAGE_TYPES)[DhcpMessageTypeName];

const NAMES: ReadonlyMap<number, DhcpMessageTypeName> = new Map(
  (Object.keys(DHCP_MESSAGE_TYPES) as DhcpMessageTypeName[]).map((name) => [DHCP_MESSAGE_TYPES[name], name]),
);

/** `DHCPDISCOVER` for 1; undefined for a number that no document defines. */
export function dhcpMessageTypeName(type: number): DhcpMessageTypeName | undefined {
  return NAMES.get(type);
}

/** Is this number a defined message type? */
export function isDhcpMessageType(type: number): type is DhcpMessageType {
  return NAMES.has(type);
}
