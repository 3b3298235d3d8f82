/** Text broken into lines, in charts and on terminals. */

/** Breaks text at its spaces into lines of at most `length` letters; longer words stay whole. */
export function wrapText(text: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const current = lines.at(-1);
    if (current !== undefined && current.length + 1 + word.length <= length) {
      lines[lines.length - 1] = `${current} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
