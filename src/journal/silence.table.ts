/** One row per reason for not answering: what the operator reads, how loud the log is, and what to do about it. */
export interface SilenceRow {
  readonly sentence: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly cure: string;
}

const row = (level: SilenceRow['level'], sentence: string, cure: string): SilenceRow => ({ sentence, level, cure });

export const SILENCE_TABLE = {
  'not-for-us': row('debug', 'this packet asks nothing of a boot server', 'Nothing to do.'),
  malformed: row('info', 'the packet could not be read', 'Look at the detail; a capture of this client helps.'),
  'unknown-machine': row(
    'info',
    'no machine in the inventory has this hardware address',
    'Add the machine, or correct the MAC of its NIC.',
  ),
  'unknown-address': row(
    'info',
    'no machine in the inventory has this IP address',
    'Add the machine, or correct the ip of its NIC.',
  ),
  'unknown-name': row(
    'info',
    'no machine in the inventory has this host name',
    'Add the machine, or correct its hostname: a Sun asks by the name that WHOAMI told it.',
  ),
  'no-bootparams': row(
    'info',
    'the machine has no bootparams',
    'Set boot.bootparams of the machine, for example { "root": "10.79.0.1:/export/root/ultra10" }.',
  ),
  'unknown-boot-server': row(
    'warn',
    'the bootparams name a server whose address is not known',
    'Write the address of the server, or add the server to the inventory.',
  ),
  'no-address': row(
    'warn',
    'the machine is known but has no address',
    'Give the NIC an ip that lies in one of the networks.',
  ),
  'no-address-on-this-wire': row(
    'warn',
    'the machine is known but none of its addresses lies on this network',
    'Give the machine an address on this network, or move its cable to the right one.',
  ),
  'asked-by-another': row(
    'info',
    'somebody else asks for this machine, and the RARP profile bsd answers only the machine itself',
    "Set the network's rarp.profile to standard or solaris if third parties may ask.",
  ),
  'no-rarp-boot-file': row(
    'info',
    'the machine has no boot file here, and the RARP profile bsd then leaves it to another server',
    "Set boot.files.rarp, put the file named after its address below the boot file root, or set the network's rarp.profile to standard.",
  ),
  'address-conflict': row(
    'warn',
    'two hosts claim this address',
    'Find the other host by its hardware address and give one of them another address.',
  ),
  'flapping-link': row(
    'warn',
    'it announces itself over and over, as on a link that comes and goes',
    'Look at the cable and at the port of the switch.',
  ),
  'moved-or-resumed': row(
    'debug',
    'a hypervisor shows the switches where this machine is now; it asks for no address',
    'Nothing to do. Add the machine if it is one of yours.',
  ),
  'answer-waits': row('debug', 'an answer to this machine waits already and will be sent', 'Nothing to do.'),
  'no-network-on-this-wire': row(
    'warn',
    'no network of the inventory matches the addresses of this interface or the relay',
    'Add the network with POST /api/v1/networks, or give the interface an address on it.',
  ),
  'interface-without-address': row(
    'warn',
    'the interface has no IPv4 address, so we have no server address to give',
    'Give the interface an address on the network it serves.',
  ),
  'network-off': row('debug', 'this network is switched off (mode off)', "Set the network's mode to known."),
  shadow: row(
    'info',
    'this network is in shadow mode: we only say what we would have answered',
    "Set the network's mode to known to answer.",
  ),
  'proxy-gives-no-address': row(
    'debug',
    'another server gives the addresses of this network (mode proxy), and this packet asks for no more than that',
    'Nothing to do.',
  ),
  'nothing-to-boot': row(
    'info',
    'there is no boot file for this client, so it goes on to its next boot device',
    'Set boot.files of the machine or its network for this kind of client, if it should boot.',
  ),
  'proxy-switched-off': row(
    'info',
    'the network is in mode proxy, but the settings say REVEILLE_PROXY=off',
    "Set REVEILLE_PROXY=on, or the network's mode to off.",
  ),
  'foreign-boot-server-type': row(
    'info',
    'the client asks for a type of boot server that we do not serve',
    'Nothing to do if another boot server answers; else look at boot.menu.',
  ),
  paused: row('info', 'the machine is paused: booting is refused', 'Set boot.mode to always to let it boot.'),
  'other-server-chosen': row('info', 'the client chose another DHCP server', 'Nothing to do if that server is yours.'),
  'not-authoritative': row(
    'info',
    'the client asks for a wrong address and this network is not authoritative, so it gets no NAK',
    'Set authoritative to true if no other DHCP server serves this network.',
  ),
  'foreign-bootp-server': row('info', 'the client asks for another BOOTP server by name', 'Nothing to do.'),
  'nowhere-to-answer': row(
    'info',
    'the packet names no address to which an answer could go',
    'The client must set ciaddr in a DHCPINFORM.',
  ),
  'leasequery-refused': row(
    'warn',
    'a relay that may not ask for leases has asked (DHCPLEASEQUERY)',
    'If it may, add its address to REVEILLE_LEASEQUERY.',
  ),
  'needs-no-answer': row('info', 'this message asks for no answer', 'Nothing to do.'),
  declined: row(
    'warn',
    'the client declined its address: it found another host using it',
    'Find the other host (arping the address) and move one of them.',
  ),
  'declines-anothers-address': row(
    'warn',
    'a client declines an address that is another one’s, which changes nothing',
    'Look at the client: it is ill-behaved, or its address was given to it by another server.',
  ),
  'pool-exhausted': row(
    'warn',
    'every address of the pools is taken',
    'Make the pools of the network larger, its leases shorter, or end leases with DELETE /api/v1/leases/{ip}.',
  ),
  'no-lease': row(
    'info',
    'we have no lease of this client, so its address is not ours to confirm (RFC 2131 §4.3.2)',
    'Nothing to do: the client begins anew with a DHCPDISCOVER.',
  ),
  'address-still-leased': row(
    'warn',
    "the machine's address is leased to another client until that lease ends",
    'Wait for the end of the lease, or end it with DELETE /api/v1/leases/{ip}.',
  ),
  'probing-address': row('debug', 'the wire is just being asked whether the address is free', 'Nothing to do.'),
  'lease-not-written': row(
    'error',
    'the lease could not be written, and no address is confirmed that a restart would forget',
    'See the detail and GET /health/ready: free some space, or make the database writable.',
  ),
  'rate-limited': row(
    'debug',
    'clients that the inventory does not know send more than is answered',
    'Find who floods the network; machines of the inventory are answered all the same.',
  ),
  'answer-too-big': row(
    'warn',
    "the answer does not fit into the client's maximum message size",
    'Send fewer options.',
  ),
  'no-such-file': row(
    'debug',
    'there is no such boot file',
    'Put the file below the boot file root, if it should exist.',
  ),
  'optional-file': row(
    'debug',
    'there is no such boot file, and the client does without it (normal)',
    'Nothing to do.',
  ),
  'template-error': row(
    'warn',
    'the template of this boot file has an error',
    'Correct the template at the line in the detail; GET /api/v1/machines/{id}/render?path= shows the result.',
  ),
  'already-fetched': row(
    'warn',
    'this boot file is handed out once, and this machine has had it',
    'DELETE /api/v1/machines/{id}/handed-out lets the machine have it again.',
  ),
  'boots-from-disk': row(
    'warn',
    'this boot file is only for a machine that boots from the network, and this one boots from its disk',
    'Set boot.mode to always to let it have the file.',
  ),
  'outside-root': row(
    'warn',
    'the path leads out of the boot file root',
    'Copy the file below the boot file root; links out of it are not followed.',
  ),
  'not-a-file': row('info', 'the path names a folder or a special file', 'Ask for a regular file.'),
  'unreadable-file': row('warn', 'the boot file cannot be read', 'Give our user the right to read it.'),
  'file-changed': row('warn', 'the boot file changed while it was being served', 'Replace boot files by renaming.'),
  'not-admitted': row(
    'info',
    'this address is not in the inventory: no machine has it and it lies on none of the networks',
    'Add the machine, or the network with POST /api/v1/networks.',
  ),
  'write-refused': row(
    'info',
    'writing files by TFTP is refused',
    'Copy the file below the boot file root, or set uploads.enabled of the network to take it into the folder of uploads.',
  ),
  'upload-too-large': row(
    'warn',
    'the file is larger than this network takes',
    'Raise uploads.maxBytes of the network.',
  ),
  'upload-exists': row(
    'info',
    'there is a file of this name among the uploads already',
    'Move it away, or send the file under another name: uploads are never overwritten.',
  ),
  'upload-failed': row(
    'warn',
    'the upload cannot be written',
    'See the detail: the disk, or a name that cannot be used.',
  ),
  'unknown-transfer-mode': row('info', 'the client asks for a transfer mode that is not served', 'Ask for octet.'),
  'unknown-transfer': row('debug', 'the packet belongs to no transfer of ours', 'Nothing to do.'),
  'too-many-transfers': row(
    'warn',
    'too many transfers run at once',
    'Nothing to do if this was a short storm; clients ask again.',
  ),
  'too-many-blocks': row(
    'warn',
    'the file has more blocks than this client can count',
    'Make the file smaller, or serve it by HTTP; REVEILLE_TFTP_ROLLOVER is for all clients, the table of quirks for known ones.',
  ),
  'boot-loop': row(
    'warn',
    'the machine fetched the same boot loader again and again and came no further, so it gets none any more',
    'See the timeline for what it asked for in vain; then start it anew with POST /api/v1/machines/{id}/install.',
  ),
  'loader-failed': row(
    'warn',
    'the machine fetched this boot loader and asked for nothing after it, so it is told the next one of its list',
    'If it never works here, take it out of the list in boot.files of the machine, its profile or its network.',
  ),
  'install-stalled': row(
    'warn',
    'the installer was started and has not reported in time',
    'Look at its screen. Its disk is booted next; POST /api/v1/machines/{id}/install starts the installer again.',
  ),
  'install-failed': row(
    'warn',
    'the installer reports that it failed',
    'See its words; POST /api/v1/machines/{id}/install starts it again.',
  ),
  'install-expired': row(
    'info',
    'the installation was not started in time and is given up',
    'POST /api/v1/machines/{id}/install asks for it anew.',
  ),
  'boot-failed': row('warn', 'the boot failed', 'See the verdict.'),
  'boot-stalled': row('warn', 'the boot stands still', 'See the verdict.'),
  'cannot-send': row('error', 'the answer could not be sent', 'See the detail; the start screen says what is missing.'),
  'our-bug': row('error', 'an error of ours; the packet is in the detail', "Please report it with the packet's bytes."),
} as const satisfies Record<string, SilenceRow>;

/** A closed union: a new way of saying nothing needs a row with its words first. */
export type SilenceReason = keyof typeof SILENCE_TABLE;

const ROWS: Readonly<Record<string, SilenceRow | undefined>> = SILENCE_TABLE;

/** The row of a reason that may come from an older journal; undefined for one that this version does not know. */
export function silenceRowOf(reason: string): SilenceRow | undefined {
  return ROWS[reason];
}
