/** The DHCP options that our decisions read or write by name (RFC 2132 unless noted). */
export const SUBNET_MASK = 1;
export const ROUTER = 3;
export const DOMAIN_NAME_SERVER = 6;
export const HOST_NAME = 12;
export const DOMAIN_NAME = 15;
export const BROADCAST_ADDRESS_OPTION = 28;
export const REQUESTED_ADDRESS = 50;
export const LEASE_TIME = 51;
export const DHCP_MESSAGE_TYPE = 53;
export const SERVER_IDENTIFIER = 54;
export const PARAMETER_REQUEST_LIST = 55;
export const ERROR_MESSAGE = 56;
export const MAXIMUM_MESSAGE_SIZE = 57;
export const RENEWAL_TIME = 58;
export const REBINDING_TIME = 59;
/** RFC 2132 §8.4; for PXE clients the tags of PXE 2.1 table 2-1. */
export const VENDOR_OPTIONS = 43;
export const VENDOR_CLASS = 60;
/** RFC 3004. */
export const USER_CLASS = 77;
/** RFC 2132 §9.14, echoed as RFC 6842 demands. */
export const CLIENT_IDENTIFIER = 61;
export const TFTP_SERVER_NAME = 66;
export const BOOT_FILE_NAME = 67;
/** RFC 4039. */
export const RAPID_COMMIT = 80;
/** RFC 3046. */
export const RELAY_AGENT_INFORMATION = 82;
/** RFC 4388 §6.1. */
export const CLIENT_LAST_TRANSACTION_TIME = 91;
export const ASSOCIATED_ADDRESSES = 92;
/** RFC 3442. */
export const STATIC_ROUTES = 33;
export const CLASSLESS_ROUTES = 121;
/** RFC 3011. */
export const SUBNET_SELECTION = 118;
/** RFC 4578 §2.1. */
export const CLIENT_ARCHITECTURE = 93;
/** RFC 4578 §2.2. */
export const CLIENT_NETWORK_INTERFACE = 94;
/** RFC 4578 §2.3, echoed to PXE clients. */
export const CLIENT_MACHINE_IDENTIFIER = 97;
/** RFC 5859. */
export const TFTP_SERVER_ADDRESS = 150;
