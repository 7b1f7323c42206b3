/**
 * One line without control characters: names and words come from machines that anybody may plug in, and a terminal
 * would obey the escape sequences in them.
 */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}|\u2028|\u2029/gu, '\ufffd');
}
