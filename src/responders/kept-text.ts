/** As much of a text from outside (a file name, an error message) as an event keeps, UTF-16 code units. */
const LONGEST_TEXT = 300;
/** Lines of a stack that say where it happened. */
const MOST_LINES = 12;

/** Control characters, with NUL among them, which PostgreSQL's jsonb refuses. */
const CONTROLS = /\p{Cc}/gu;
/** Halves of surrogate pairs that stand alone: jsonb refuses these as well. */
const LONE_SURROGATES = /\p{Cs}/gu;

/**
 * A text from outside as it may be stored anywhere: one line of at most 300 code units and an ellipsis, control
 * characters dropped, a lone surrogate replaced by U+FFFD, and no surrogate pair cut in two.
 */
export function keepText(text: string): string {
  const clean = text.replace(CONTROLS, '').replace(LONE_SURROGATES, '\ufffd');
  if (clean.length <= LONGEST_TEXT) return clean;
  // A pair's first half at the end is left out; in well-formed text its second half would follow.
  const last = clean.charCodeAt(LONGEST_TEXT - 1);
  return `${clean.slice(0, last >= 0xd800 && last <= 0xdbff ? LONGEST_TEXT - 1 : LONGEST_TEXT)}…`;
}

/** The same for text of several lines, such as the stack of an error: its first twelve lines. */
export function keepLines(text: string): string {
  return text.split('\n', MOST_LINES).map(keepText).join('\n');
}
