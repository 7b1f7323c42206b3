import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress } from '../../values/mac-address.js';
import { inOrder } from './file-line.js';
import { gatherMachines, type InventoryFiles } from './gather-machines.js';

/** `name mac … ip …` of each machine, then what was said about lines. */
function read(files: InventoryFiles): string[] {
  const { machines, problems } = gatherMachines(files);
  return [
    ...machines.map(({ hostname, macs, ips, aliases }) =>
      [hostname, ...macs.map(formatMacAddress), ...ips.map(formatIpv4Address), ...aliases].join(' '),
    ),
    ...inOrder(problems).map(({ file, line, level, text }) => `${file} ${line} ${level}: ${text}`),
  ];
}

describe('files as they are found', () => {
  it.each<[string, InventoryFiles, string[]]>([
    [
      'Windows line ends, a byte order mark, tabs and blanks around words',
      {
        ethers: '\uFEFF8:0:20:1:2:3\tultra1 \r\n\t8:0:20:1:2:4   ultra2\t\r\n',
        hosts: '\uFEFF 10.0.0.1\t\tultra1\r\n',
      },
      ['ultra1 08:00:20:01:02:03 10.0.0.1', 'ultra2 08:00:20:01:02:04'],
    ],
    [
      'old Mac line ends, no line end at the end, empty lines',
      { ethers: '\r\r8:0:20:1:2:3 a\r\r8:0:20:1:2:4 b' },
      ['a 08:00:20:01:02:03', 'b 08:00:20:01:02:04'],
    ],
    [
      'comments: whole lines, behind entries, without a blank before them',
      { ethers: '# all\n8:0:20:1:2:3 a # Rack 7\n  # 8:0:20:1:2:9 c\n8:0:20:1:2:4 b#old\n' },
      ['a 08:00:20:01:02:03', 'b 08:00:20:01:02:04'],
    ],
    [
      'every notation of a hardware address',
      { ethers: '8:0:20:1:2:3 a\n08-00-20-01-02-04 b\n0800.2001.0205 c\n080020010206 d\n8:0:20:1:2:AF e\n' },
      [
        'a 08:00:20:01:02:03',
        'b 08:00:20:01:02:04',
        'c 08:00:20:01:02:05',
        'd 08:00:20:01:02:06',
        'e 08:00:20:01:02:af',
      ],
    ],
    [
      'ypcat without and with -k, for hosts with aliases and for both maps of ethers',
      {
        ethers: '8:0:20:1:2:3 a\nb 8:0:20:1:2:4 b\n8:0:20:1:2:5 8:0:20:1:2:5 c\n',
        hosts: '10.0.0.1 a a.lab loghost\nb 10.0.0.2 b\nb.lab 10.0.0.2 b b.lab\n10.0.0.3 10.0.0.3 c\n',
      },
      [
        'a 08:00:20:01:02:03 10.0.0.1 a.lab loghost',
        'b 08:00:20:01:02:04 10.0.0.2 b.lab',
        'c 08:00:20:01:02:05 10.0.0.3',
      ],
    ],
    [
      'IPv6 in hosts, with and without a scope, and names that only one file has',
      { ethers: '8:0:20:1:2:3 a\n', hosts: '::1 localhost\nfe80::1%lo0 a\n2001:db8::7 a\n10.0.0.9 store\n' },
      [
        'a 08:00:20:01:02:03',
        'store 10.0.0.9',
        'hosts 1 note: ::1 is an IPv6 address: machines boot by IPv4 here',
        'hosts 2 note: fe80::1%lo0 is an IPv6 address: machines boot by IPv4 here',
        'hosts 3 note: 2001:db8::7 is an IPv6 address: machines boot by IPv4 here',
      ],
    ],
    [
      'a name in capitals, or by its alias, is the same machine',
      { ethers: '8:0:20:1:2:3 ULTRA1\n8:0:20:1:2:4 u1\n', hosts: '10.0.0.1 ultra1 u1\n' },
      ['ULTRA1 08:00:20:01:02:03 08:00:20:01:02:04 10.0.0.1 u1'],
    ],
    [
      'the inclusion of NIS at the end',
      { ethers: '8:0:20:1:2:3 a\n+\n', hosts: '10.0.0.1 a\n+::\n-badhost\n' },
      [
        'a 08:00:20:01:02:03 10.0.0.1',
        'ethers 2 note: brings in a NIS map; import what ypcat ethers prints',
        'hosts 2 note: brings in a NIS map; import what ypcat hosts prints',
        'hosts 3 note: brings in a NIS map; import what ypcat hosts prints',
      ],
    ],
    [
      'addresses that are none',
      { hosts: '10.0.0.256 a\n10.0.0 b\n10.0.0.1\n0.0.0.0 ads.example.com\n' },
      [
        expect.stringMatching(/^hosts 1 error: .*10\.0\.0\.256/) as string,
        expect.stringMatching(/^hosts 2 error: .*10\.0\.0/) as string,
        'hosts 3 error: 10.0.0.1 has no host name behind it',
        'hosts 4 note: 0.0.0.0 is not the address of a host on a network',
      ],
    ],
    [
      'UTF-16 as Windows saves it: one sentence and not one per line',
      { ethers: Buffer.from('8:0:20:1:2:3 a\r\n'.repeat(100), 'utf16le').toString('utf8') },
      ['ethers 1 error: is no text: it has NUL octets, as UTF-16 has; save it as UTF-8. Nothing of it was read'],
    ],
  ])('%s', (_what, files, expected) => {
    expect(read(files)).toEqual(expected);
  });

  it('are read in a moment and told in short words, whatever is in them', () => {
    const noise = randomBytes(2_000_000).toString('latin1').replaceAll('\0', 'x');
    const oneLine = 'x'.repeat(5_000_000);
    for (const text of [noise, oneLine, `${'8:0:20:1:2:3 a '.repeat(100_000)}\n`, '#'.repeat(3_000_000)]) {
      for (const file of ['ethers', 'hosts', 'bootparams'] as const) {
        const { machines, problems } = gatherMachines({ [file]: text });
        expect(machines.length).toBeLessThan(5_000);
        for (const { text: told } of inOrder(problems)) expect(told.length).toBeLessThan(310);
      }
    }
  });

  it('may have hundreds of thousands of lines, of which none is a machine', () => {
    const blocked = Array.from({ length: 300_000 }, (_, at) => `0.0.0.0 ads${at}.example.com same.example.com`).join(
      '\n',
    );
    const { machines, problems } = gatherMachines({ hosts: blocked });
    expect([machines.length, problems.length]).toEqual([0, 300_000]);
  });
});
