/** Text files as people save them: in UTF-8, with or without a byte order mark. */

/**
 * Returns the text that UTF-8 bytes spell, without a byte order mark.
 *
 * @throws {SyntaxError} that begins with `failure` for UTF-16, which Windows' editors may save, and
 * for any other file with NUL bytes.
 */
export function decodeText(bytes: Uint8Array, failure: string): string {
  const start = bytes.subarray(0, 2).join();
  if (start === "255,254" || start === "254,255") {
    throw new SyntaxError(`${failure}: expected text in UTF-8 but found UTF-16: save it as UTF-8`);
  }
  if (bytes.includes(0)) {
    throw new SyntaxError(`${failure}: expected text in UTF-8 but found NUL bytes`);
  }
  return new TextDecoder().decode(bytes);
}
