import type { Recipe } from './recipe.js';

/** Answers for an unattended installation on the first disk; the account has no password until somebody sets one. */
const PRESEED = `# {{ machine.hostname | default: 'debian' }}
d-i preseed/early_command string {% if install %}wget -q -O /dev/null --post-data="installer started" {{ install.progressUrl }} || true{% else %}true{% endif %}
d-i debian-installer/locale string en_US.UTF-8
d-i keyboard-configuration/xkb-keymap select us
d-i netcfg/choose_interface select auto
d-i netcfg/get_hostname string {{ machine.hostname | default: 'debian' }}
d-i netcfg/get_domain string {{ network.domain | default: '' }}
d-i mirror/country string manual
d-i mirror/http/hostname string deb.debian.org
d-i mirror/http/directory string /debian
d-i mirror/http/proxy string
d-i clock-setup/utc boolean true
d-i time/zone string Etc/UTC
d-i passwd/root-login boolean false
d-i passwd/user-fullname string Operator
d-i passwd/username string operator
d-i passwd/user-password-crypted password !
d-i partman-auto/method string regular
d-i partman-auto/choose_recipe select atomic
d-i partman-partitioning/confirm_write_new_label boolean true
d-i partman/choose_partition select finish
d-i partman/confirm boolean true
d-i partman/confirm_nooverwrite boolean true
tasksel tasksel/first multiselect standard, ssh-server
popularity-contest popularity-contest/participate boolean false
d-i grub-installer/only_debian boolean true
d-i grub-installer/bootdev string default
d-i finish-install/reboot_in_progress note
d-i preseed/late_command string {% if install %}wget -q -O /dev/null --post-data="installed" {{ install.doneUrl }} || true{% else %}true{% endif %}
`;

/** The netboot tree of Debian's mirrors, or of the package debian-installer-12-netboot-amd64 (its folder `text`). */
export const DEBIAN_12: Recipe = {
  name: 'debian-12',
  description: 'Debian 12 (bookworm), amd64: the installer, with answers for an unattended installation',
  from: 'https://deb.debian.org/debian/dists/bookworm/main/installer-amd64/current/images/netboot',
  files: [
    { path: 'debian-installer/amd64/linux', name: 'linux' },
    { path: 'debian-installer/amd64/initrd.gz', name: 'initrd.gz' },
  ],
  sums: [
    { list: '../SHA256SUMS', before: './netboot/' },
    { list: 'SHA256SUMS', before: './' },
  ],
  profile: {
    kernel: 'linux',
    initrds: ['initrd.gz'],
    commandLine:
      "auto=true priority=critical hostname={{ machine.hostname | default: 'debian' }} url={{ server.bootUrl }}/profiles/debian-12/preseed.cfg",
    files: { 'preseed.cfg': PRESEED },
  },
};
