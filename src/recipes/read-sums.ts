/**
 * SHA-256 sums by path, from the list of sha256sum(1) (`<64 digits>  ./netboot/…`) or Fedora's .treeinfo
 * (`images/pxeboot/vmlinuz = sha256:<64 digits>`).
 */
export function readSums(text: string): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split('\n')) {
    const plain = /^([0-9a-f]{64})[ \t]+\*?(\S+)\s*$/i.exec(line);
    const tree = /^(\S+)\s*=\s*sha256:([0-9a-f]{64})\s*$/i.exec(line);
    const [path, sum] = plain === null ? [tree?.[1], tree?.[2]] : [plain[2], plain[1]];
    if (path !== undefined && sum !== undefined) sums.set(path, sum.toLowerCase());
  }
  return sums;
}
