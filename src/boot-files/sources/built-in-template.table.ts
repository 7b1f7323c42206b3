/** Where the systems of these makers lay their loader on the disk's EFI partition; last the one for any system. */
const EFI_FOLDERS = 'debian ubuntu fedora centos redhat rocky almalinux opensuse sles proxmox'.split(' ');

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

/**
 * UEFI takes a program that ends without an error for one that has done its work, and shows its menu instead of going on
 * to the next device (UEFI 2.10 §3.1.1; GRUB's `exit 1` ends so on OVMF). So GRUB starts the disk's own loader itself.
 */
function grub(): string {
  return `# {% if machine %}{{ machine.hostname }}{% else %}not in the inventory{% endif %}: nothing is said about what to boot, so the next boot device it is
if [ "$grub_platform" = "efi" ]; then
  set arch=x64
  if [ "$grub_cpu" = "arm64" ]; then set arch=aa64; fi
  if [ "$grub_cpu" = "i386" ]; then set arch=ia32; fi
  for loader in ${EFI_FOLDERS.map((folder) => `${folder}/shim$arch.efi ${folder}/grub$arch.efi`).join(' ')} alpine/grub$arch.efi Microsoft/Boot/bootmgfw.efi BOOT/BOOT$arch.EFI; do
    if search --no-floppy --file --set=disk /EFI/$loader; then
      chainloader ($disk)/EFI/$loader
      boot
    fi
  done
fi
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
