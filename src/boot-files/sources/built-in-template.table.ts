/**
 * What machines get whose loader asks for its configuration and for whom nobody has written one: the way to the next
 * boot device in the loader's own words. A file of that name in any other source comes first.
 */
export const BUILT_IN_TEMPLATES: Readonly<Record<string, string>> = {
  // LOCALBOOT -1 reports failure to the PXE firmware, which tries its next device (syslinux wiki, PXELINUX).
  'pxelinux.cfg/default.liquid': `# {% if machine %}{{ machine.hostname }}{% else %}not in the inventory{% endif %}: nothing is said about what to boot, so the next boot device it is
DEFAULT local
PROMPT 0
TIMEOUT 0
LABEL local
  LOCALBOOT -1
`,
  'grub/grub.cfg.liquid': grub(),
  'grub.cfg.liquid': grub(),
  'boot.ipxe.liquid': ipxe(),
  // iPXE asks for autoexec.ipxe before anything else and runs it (ipxe.org/appnote/autoexec).
  'autoexec.ipxe.liquid': ipxe(),
};

function grub(): string {
  return `# {% if machine %}{{ machine.hostname }}{% else %}not in the inventory{% endif %}: nothing is said about what to boot, so the next boot device it is
exit 1
`;
}

function ipxe(): string {
  return `#!ipxe
# {% if machine %}{{ machine.hostname }}{% else %}not in the inventory{% endif %}
{%- if ipxe %}
chain --replace {{ ipxe.url }}
{%- else %}
exit 1
{%- endif %}
`;
}
