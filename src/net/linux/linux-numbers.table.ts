/**
 * Numbers of the Linux ABI (asm-generic), named as in the C headers so that they can be looked up there.
 * Sources: linux/socket.h, asm-generic/socket.h, linux/in.h, linux/udp.h, linux/if_packet.h, linux/rtnetlink.h, linux/if.h.
 */
export const AF_INET = 2;
export const AF_NETLINK = 16;
export const AF_PACKET = 17;

export const SOCK_DGRAM = 2;
export const SOCK_RAW = 3;
/** SOCK_NONBLOCK | SOCK_CLOEXEC: never block the event loop, never leak into child processes. */
export const SOCK_FLAGS = 0o2004000;

/** A raw IP socket that only sends; the header is the program's to write. */
export const IPPROTO_RAW = 255;

export const SOL_IP = 0;
export const SOL_SOCKET = 1;
export const SOL_UDP = 17;
export const SOL_PACKET = 263;

export const SO_REUSEADDR = 2;
export const SO_ERROR = 4;
export const SO_BROADCAST = 6;
export const SO_SNDBUF = 7;
export const SO_RCVBUF = 8;
export const SO_BINDTODEVICE = 25;
export const SO_ATTACH_FILTER = 26;
export const SO_SNDBUFFORCE = 32;
export const SO_RCVBUFFORCE = 33;
export const IP_PKTINFO = 8;
export const IP_MTU_DISCOVER = 10;
/** Of a connected socket: what its route carries. */
export const IP_MTU = 14;
/** Leave "don't fragment" out. */
export const IP_PMTUDISC_DONT = 0;
/** Since Linux 4.18: a message is cut into datagrams of so many octets (linux/udp.h). */
export const UDP_SEGMENT = 103;
/** Since Linux 4.20: our own frames are not even cloned for this socket. */
export const PACKET_IGNORE_OUTGOING = 23;

export const MSG_DONTWAIT = 0x40;
export const MSG_NOSIGNAL = 0x4000;

export const NETLINK_ROUTE = 0;
export const RTMGRP_LINK = 0x1;
export const RTMGRP_IPV4_IFADDR = 0x10;
