/** Text that stands in JSON as it is: printable ASCII without the quote and the backslash. */
const PLAIN = /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/;

/** A text as JSON writes it. */
export function quote(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** More words of our own than these there are not. */
const MOST_KNOWN = 512;
const known = new Map<string, string>();

/** The same for words that come again and again: names of events, reasons, interfaces. */
export function quoteWord(text: string): string {
  let quoted = known.get(text);
  if (quoted !== undefined) return quoted;
  quoted = quote(text);
  if (known.size < MOST_KNOWN) known.set(text, quoted);
  return quoted;
}

/**
 * The members of a flat JSON object, without its braces: `"file":"pxelinux.0","bytes":7`. Put together by hand because
 * there is one per packet: JSON.stringify needs several times as long.
 */
export function renderMembers(facts: Readonly<Record<string, string | number | boolean>>): string {
  let members = '';
  for (const name in facts) {
    const value = facts[name];
    if (value === undefined) continue;
    members += `${members === '' ? '' : ','}${quote(name)}:${typeof value === 'string' ? quote(value) : String(value)}`;
  }
  return members;
}
