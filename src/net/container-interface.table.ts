/** Names of interfaces that container engines and hypervisors make for themselves: no machine boots behind them. */
export const CONTAINER_INTERFACES: readonly (readonly [name: RegExp, whose: string])[] = [
  [/^docker\d+$/, 'a bridge of Docker'],
  [/^docker_gwbridge$/, 'a bridge of Docker Swarm'],
  [/^br-[0-9a-f]{12}$/, 'a bridge of Docker'],
  [/^podman\d+$/, 'a bridge of Podman'],
  [/^cni[-\d]/, 'a bridge of Kubernetes (CNI)'],
  [/^cbr\d+$/, 'a bridge of Kubernetes'],
  [/^kube-(ipvs|bridge|dummy)/, 'an interface of Kubernetes'],
  [/^nodelocaldns$/, 'an interface of Kubernetes'],
  [/^flannel[.\d]/, 'an overlay of Kubernetes (flannel)'],
  [/^cali[0-9a-f]{11}$/, 'a container of Kubernetes (Calico)'],
  [/^(vxlan|geneve)\.calico$/, 'an overlay of Kubernetes (Calico)'],
  [/^(cilium_|lxc[0-9a-f]{6,}$|lxc_health$)/, 'an interface of Kubernetes (Cilium)'],
  [/^weave$/, 'a bridge of Weave'],
  [/^virbr\d/, 'a bridge of libvirt, which runs its own DHCP server'],
  [/^(lxcbr|lxdbr|incusbr)\d+$/, 'a bridge of LXC or Incus, which runs its own DHCP server'],
  [/^mpqemubr\d+$/, 'a bridge of Multipass, which runs its own DHCP server'],
];
