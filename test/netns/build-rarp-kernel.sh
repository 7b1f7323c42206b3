#!/bin/sh
# Builds a small Linux kernel that asks for its address by RARP (CONFIG_IP_PNP_RARP, which distributions leave out), from
# Debian's own source package, once, into a cache outside the tree:
#
#   apt-get install linux-source gcc make flex bison bc libelf-dev xz-utils
#   test/netns/build-rarp-kernel.sh
#
# The kernel is $REVEILLE_TEST_CACHE/rarp-kernel/bzImage; without that variable the cache is ~/.cache/reveille.
# JOBS says how many compilers run at once (1).
set -eu

# The newest of those that are installed; Ubuntu's is a .tar.bz2.
source_archive=$(find -L /usr/src -maxdepth 1 -name 'linux-source-*.tar.*' | sort -V | tail -n 1)
target="${REVEILLE_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/reveille}/rarp-kernel"
if [ -e "$target/bzImage" ]; then
  echo "$target/bzImage is built already"
  exit 0
fi
if [ -z "$source_archive" ]; then
  echo "the source of Linux is missing: apt-get install linux-source gcc make flex bison bc libelf-dev xz-utils" >&2
  exit 1
fi

mkdir -p "$target"
work=$(mktemp -d "$target/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
tar -C "$work" --strip-components=1 -xf "$source_archive"
cd "$work"
make -s tinyconfig
./scripts/config \
  --enable 64BIT --enable PRINTK --enable EARLY_PRINTK --enable MULTIUSER --enable BLOCK \
  --enable TTY --enable SERIAL_8250 --enable SERIAL_8250_CONSOLE \
  --enable PCI --enable NET --enable INET --enable PACKET --enable UNIX \
  --enable IP_PNP --enable IP_PNP_RARP --enable IP_PNP_BOOTP --enable IP_PNP_DHCP \
  --enable NETDEVICES --enable ETHERNET --enable NET_VENDOR_INTEL --enable E1000
make -s olddefconfig
grep -q '^CONFIG_IP_PNP_RARP=y' .config || { echo 'the configuration has no CONFIG_IP_PNP_RARP' >&2; exit 1; }
grep -q '^CONFIG_E1000=y' .config || { echo 'the configuration has no CONFIG_E1000' >&2; exit 1; }
nice -n 19 make -s -j "${JOBS:-1}" bzImage
mv arch/x86/boot/bzImage "$target/bzImage"
echo "$target/bzImage"
