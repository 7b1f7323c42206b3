import { z } from 'zod';
import { strictObject } from '../api/strict-object.js';
import type { BootMenu, BootMenuItem } from '../boot/boot-menu.js';
import { formatIpv4Address, parseIpv4Address } from '../values/ipv4-address.js';
import { bootFiles, bootFilesView, viewBootFiles } from './boot-files.schema.js';
import { hostAddressField } from './fields.schema.js';

/** One octet of length, less the timeout's octet (PXE 2.1 table 2-1, tag 10). */
const LONGEST_PROMPT = 200;
/** All labels share one option (tag 9) of 255 octets, with three more for each. */
const LONGEST_LABEL = 60;
const ROOM_FOR_LABELS = 255;
/** Tag 8: all boot servers share one option, three octets for each type and four for each address. */
const ROOM_FOR_SERVERS = 255;

const words = (longest: number) =>
  z
    .string()
    .regex(/^[\x20-\x7e]+$/, 'must be printable ASCII: firmware shows nothing else')
    .max(longest, `must have at most ${longest} characters`);

const item = strictObject({
  label: words(LONGEST_LABEL).meta({ description: 'The line of the menu', examples: ['Install Debian'] }),
  files: bootFiles.optional().meta({ description: 'We serve it: the file of each kind of client, as in boot.files' }),
  local: z.literal(true).optional().meta({ description: "Go on to the firmware's next boot device" }),
  bootServer: strictObject({
    type: z
      .number()
      .int()
      .min(1, 'is 0, which firmware takes for its own disk; use "local": true')
      .max(0x7fff, 'must be at most 32767; the types above are ours'),
    addresses: z.array(hostAddressField).min(1, 'names no server').max(16),
  })
    .optional()
    .meta({ description: 'Another boot server answers: its PXE type and addresses' }),
}).transform((written, context): BootMenuItem => {
  const { label, files, local, bootServer } = written;
  const given = [files, local, bootServer].filter((way) => way !== undefined).length;
  if (given === 1) {
    if (files !== undefined) return { label, kind: 'file', files };
    return bootServer === undefined ? { label, kind: 'local' } : { label, kind: 'boot-server', ...bootServer };
  }
  context.issues.push({
    code: 'custom',
    message: 'needs exactly one of files (we serve it), local (boot from the disk) and bootServer (another server)',
    input: written,
  });
  return z.NEVER;
});

/** `boot.menu` of a machine or a network. */
export const bootMenu = strictObject({
  prompt: words(LONGEST_PROMPT).default('Press F8 for the boot menu'),
  timeoutSeconds: z
    .number()
    .int()
    .min(0)
    .max(255)
    .default(10)
    .meta({ description: '0: the first item at once; 255: wait for a person' }),
  items: z.array(item).min(1, 'has no item; leave boot.menu out instead').max(16),
})
  .superRefine(({ items }, context) => {
    const labels = items.reduce((sum, { label }) => sum + label.length + 3, 0);
    if (labels > ROOM_FOR_LABELS) {
      const message = `the labels take ${labels} octets, more than the ${ROOM_FOR_LABELS} of the menu option; shorten them`;
      context.addIssue({ code: 'custom', path: ['items'], message });
    }
    const servers = items.reduce(
      (sum, entry) => sum + 3 + (entry.kind === 'boot-server' ? entry.addresses.length : 1) * 4,
      0,
    );
    if (servers > ROOM_FOR_SERVERS) {
      const message = `the boot servers take ${servers} octets, more than the ${ROOM_FOR_SERVERS} of their option; name fewer`;
      context.addIssue({ code: 'custom', path: ['items'], message });
    }
  })
  .meta({ description: 'A menu that PXE firmware shows by itself' });

/** A menu as REST shows it and the database keeps it. */
export const bootMenuView = z.object({
  prompt: z.string(),
  timeoutSeconds: z.number().int(),
  items: z.array(
    z.object({
      label: z.string(),
      files: bootFilesView.optional(),
      local: z.literal(true).optional(),
      bootServer: z.object({ type: z.number().int(), addresses: z.array(z.string()) }).optional(),
    }),
  ),
});
export type BootMenuView = z.output<typeof bootMenuView>;

export function viewBootMenu({ prompt, timeoutSeconds, items }: BootMenu): BootMenuView {
  return { prompt, timeoutSeconds, items: items.map(viewItem) };
}

function viewItem(entry: BootMenuItem): BootMenuView['items'][number] {
  const { label } = entry;
  switch (entry.kind) {
    case 'file':
      return { label, files: viewBootFiles(entry.files) };
    case 'local':
      return { label, local: true };
    case 'boot-server':
      return { label, bootServer: { type: entry.type, addresses: entry.addresses.map(formatIpv4Address) } };
  }
}

/** The menu that was kept as its view, as responders see it. */
export function knownBootMenu({ prompt, timeoutSeconds, items }: BootMenuView): BootMenu {
  return { prompt, timeoutSeconds, items: items.map(knownItem) };
}

function knownItem({ label, files, bootServer }: BootMenuView['items'][number]): BootMenuItem {
  if (files !== undefined) return { label, kind: 'file', files };
  if (bootServer === undefined) return { label, kind: 'local' };
  const addresses = bootServer.addresses.flatMap((text) => {
    const address = parseIpv4Address(text);
    return address.ok ? [address.value] : [];
  });
  return { label, kind: 'boot-server', type: bootServer.type, addresses };
}
