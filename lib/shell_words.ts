/** Commands as a person can paste them into a shell. */

/** Returns a word as a POSIX shell reads it back: quoted where it has to be. */
function quoteWord(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Returns the command that a person would type for these arguments of `deno task`. */
export function taskCommand(...words: readonly string[]): string {
  return ["deno task", ...words.map(quoteWord)].join(" ");
}
