#!/usr/bin/env bash
# Builds the image of this tree and tries it where there is no container engine: as root on Debian, with
# `apt-get install buildah debootstrap`. The base is made by debootstrap, with this host's Node in it, and stands in for
# node:…-slim; everything else is the Dockerfile's own. Then the image runs in network namespaces of its own, as its user
# and with the capabilities of compose.yaml: its health check must hold, and a machine on the wire must get its address
# by RARP and DHCP. Some minutes. Run `npm run build` first: the client of RARP is one of the tests'.
#
#   deploy/try-image.sh [FOLDER]     works in FOLDER (4 GB; kept, so that a second run is quicker) or in a temporary one
set -euo pipefail
cd "$(dirname "$0")/.."
work=${1:-$(mktemp -d)}
mkdir -p "$work"
made=$([ $# -gt 0 ] || echo "$work")
trap 'rm -rf "${made:-/nothing}"' EXIT
engine=(buildah --storage-driver vfs --root "$work/storage" --runroot "$work/run")
base=$(sed -n 's/^FROM \(node:[^ ]*\)$/\1/p' Dockerfile)
say() { echo "== $*"; }

if ! "${engine[@]}" images --quiet "docker.io/library/$base" 2>/dev/null | grep -q .; then
  say "a base that stands in for $base"
  [ -d "$work/base" ] || debootstrap --variant=minbase --include=ca-certificates bookworm "$work/base" ${MIRROR:-}
  # Node, npm and the headers by which sqlite3 is compiled, from this host; the user of the official image.
  node=$(readlink -f "$(command -v node)")
  prefix=$(dirname "$(dirname "$node")")
  install -D "$node" "$work/base$node"
  mkdir -p "$work/base$prefix/lib/node_modules" "$work/base$prefix/include"
  cp -a "$prefix/lib/node_modules/npm" "$work/base$prefix/lib/node_modules/"
  cp -a "$prefix/include/node" "$work/base$prefix/include/"
  ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$work/base$prefix/bin/npm"
  ldd "$node" | sed -n 's/.*=> \(\/[^ ]*\).*/\1/p' | while read -r library; do
    [ -e "$work/base$library" ] || install -D "$library" "$work/base$library"
  done
  chroot "$work/base" sh -c 'id node >/dev/null 2>&1 || useradd --uid 1000 --create-home node'
  chroot "$work/base" node --version
  container=$("${engine[@]}" from scratch)
  "${engine[@]}" add --quiet "$container" "$work/base" / >/dev/null
  "${engine[@]}" config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
  "${engine[@]}" commit --quiet "$container" "docker.io/library/$base" >/dev/null
  "${engine[@]}" rm "$container" >/dev/null
fi

say "the image"
# What npm needs to reach the registry (~/.npmrc, the authorities this host trusts) is lent while the image is built, and
# is not in it.
authorities=/etc/ssl/certs/ca-certificates.crt
{
  [ ! -f ~/.npmrc ] || cat ~/.npmrc
  echo "cafile=$authorities"
} >"$work/npmrc"
lent=(--volume "$work/npmrc:/root/.npmrc:ro" --volume "$authorities:$authorities:ro" --volume /etc/resolv.conf:/etc/resolv.conf:ro)
git archive HEAD >"$work/tree.tar"
rm -rf "$work/tree" && mkdir "$work/tree" && tar -x -C "$work/tree" -f "$work/tree.tar"
"${engine[@]}" build --isolation chroot --network host --pull=never --layers "${lent[@]}" \
  --tag reveille "$work/tree"

say "it runs"
container=$("${engine[@]}" from --pull=never reveille)
root=$("${engine[@]}" mount "$container")
space=reveille-image-$$
other=$space-client
finish() {
  for each in "$space" "$other"; do
    ip netns pids "$each" 2>/dev/null | xargs -r kill || true
    ip netns del "$each" 2>/dev/null || true
  done
  "${engine[@]}" rm "$container" >/dev/null || true
  rm -rf "${made:-/nothing}"
}
trap finish EXIT
ip netns add "$space"
ip netns add "$other"
ip -n "$space" link set lo up
ip -n "$space" link add wire0 type veth peer name pc0 netns "$other"
ip -n "$space" addr add 10.79.0.1/24 dev wire0
ip -n "$space" link set wire0 up
ip -n "$other" link set pc0 address 02:79:00:00:00:31
ip -n "$other" link set pc0 up
[ ! -s "$root/root/.npmrc" ] || { echo "the image holds what was only to be lent to it"; exit 1; }
getcap "$root/usr/local/bin/with-capabilities" | grep -q cap_net_raw || { echo "the file has lost its capabilities"; exit 1; }
user=$(chroot "$root" id -u node)
group=$(chroot "$root" id -g node)
inside() {
  ip netns exec "$space" unshare --mount sh -eu -c '
    root=$1 user=$2 group=$3; shift 3
    mount --bind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount -t tmpfs tmpfs "$root/tmp"
    exec setpriv --bounding-set=-all,+net_raw,+net_bind_service,+net_admin,+sys_chroot,+setuid,+setgid \
      chroot --userspec="$user:$group" "$root" sh -c "cd /app && exec \"\$@\"" sh "$@"' sh "$root" "$user" "$group" "$@"
}
# ENTRYPOINT and CMD, one word a line.
words() { sed -n "s/^$1 \(\[.*\]\)\$/\1/p" Dockerfile | node -p 'JSON.parse(require("fs").readFileSync(0, "utf8")).join("\n")'; }
mapfile -t start < <(words ENTRYPOINT; words CMD)
check=$(sed -n 's/^HEALTHCHECK .*CMD \["node", "-e", "\(.*\)"\]$/\1/p' Dockerfile)
common=(env -i PATH=/usr/local/bin:/usr/bin:/bin NODE_ENV=production REVEILLE_DATA_DIR=/data REVEILLE_TFTP_ROOT=/app/tftpboot)
inside "${common[@]}" REVEILLE_ADMIN_TOKEN=a-token-for-one-trial "${start[@]}" >"$work/started.log" 2>&1 &
for _ in $(seq 60); do
  if inside "${common[@]}" node -e "$check"; then healthy=yes && break; fi
  sleep 1
done
sed 's/^/   /' "$work/started.log" | head -n 40
[ "${healthy:-}" = yes ] || { echo "it never became healthy"; exit 1; }
say "healthy, as uid $user"
api() {
  ip netns exec "$space" curl --silent --fail-with-body -H 'Authorization: Bearer a-token-for-one-trial' \
    -H 'Content-Type: application/json' "http://127.0.0.1:8080/api/v1/$1" -d "$2" >/dev/null
}
api networks '{"name":"lab","cidr":"10.79.0.0/24"}'
api machines '{"hostname":"contained","nics":[{"mac":"02:79:00:00:00:31","ip":"10.79.0.31"}]}'
ip netns exec "$other" node dist/test/clients/ask-rarp.js pc0 02:79:00:00:00:31 | tee "$work/rarp.log"
grep -q 'address 10.79.0.31 from 10.79.0.1' "$work/rarp.log"
ip netns exec "$other" busybox udhcpc -i pc0 -f -n -q -t 8 -T 2 -s /bin/true 2>&1 | tee "$work/udhcpc.log"
grep -q 'lease of 10.79.0.31 obtained' "$work/udhcpc.log"
say "the image answers: $("${engine[@]}" images --format '{{.Size}}' reveille)"
