#!/bin/sh
# Starts the program with those of its three capabilities that this container has, and without the others. `node` itself
# has no file capabilities: the kernel refuses to run a file that has one more than the container may have, and a
# container that was started with fewer than compose.yaml gives would end at once instead of saying what does not work.
set -eu

field() {
  while read -r name value; do
    if [ "$name" = "$1:" ]; then echo "$value"; fi
  done </proc/self/status
}

bounding=$(field CapBnd)
wanted=
# NAME BIT of linux/capability.h
has() {
  if [ $((0x$bounding >> $2 & 1)) -eq 1 ]; then wanted="$wanted,+$1"; fi
}
has net_bind_service 10
has net_admin 12
has net_raw 13

# Root has them without our help; with no-new-privileges nobody can get any.
if [ "$(id -u)" -eq 0 ] || [ -z "$wanted" ] || [ "$(field NoNewPrivs)" = 1 ]; then exec "$@"; fi
exec /usr/local/bin/with-capabilities --inh-caps "${wanted#,}" --ambient-caps "${wanted#,}" -- "$@"
