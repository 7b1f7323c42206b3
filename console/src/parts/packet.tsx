const OCTETS_PER_LINE = 16;

/** Hexadecimal digits as tcpdump -XX shows octets: offset, pairs, and what of it is ASCII. */
export function hexDump(hex: string): string {
  const octets = hex.match(/../g) ?? [];
  const lines: string[] = [];
  for (let at = 0; at < octets.length; at += OCTETS_PER_LINE) {
    const line = octets.slice(at, at + OCTETS_PER_LINE);
    const text = line.map((octet) => {
      const code = Number.parseInt(octet, 16);
      return code >= 32 && code < 127 ? String.fromCharCode(code) : '.';
    });
    lines.push(
      `${at.toString(16).padStart(4, '0')}  ${line.join(' ').padEnd(OCTETS_PER_LINE * 3 - 1)}  ${text.join('')}`,
    );
  }
  return lines.join('\n');
}

interface PacketProps {
  readonly title: string;
  readonly words: string;
  readonly hex: string;
}

/** A packet in words, and its octets for who wants them. */
export function Packet({ title, words, hex }: PacketProps) {
  return (
    <div className="packet">
      <h3>{title}</h3>
      <pre className="preview" tabIndex={0} aria-label={title}>
        {words}
      </pre>
      <details>
        <summary>{hex.length / 2} octets</summary>
        <pre className="preview" tabIndex={0} aria-label={`${title}, octets`}>
          {hexDump(hex)}
        </pre>
      </details>
    </div>
  );
}
