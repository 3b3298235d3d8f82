/** Which character of a text was read as which: the fewest changes that turn one text into another. */

/** A character of the truth and what was read for it; one of the two is -1 where it has no partner. */
export interface AlignedPair {
  /** Index of the truth's character, -1 for one that was read where none is. */
  readonly truth: number;
  /** Index of the read character, -1 for one that was not read. */
  readonly read: number;
}

/**
 * Aligns two texts given as lists of characters, with the fewest insertions, deletions and
 * substitutions (Levenshtein 1966; Wagner and Fischer, "The string-to-string correction problem",
 * Journal of the ACM 21(1), 1974). Where several ways are as short, characters are paired rather than
 * left over.
 */
export function alignTexts(truth: readonly string[], read: readonly string[]): AlignedPair[] {
  const width = read.length + 1;
  const costs = new Uint32Array((truth.length + 1) * width);
  for (let column = 1; column < width; column += 1) costs[column] = column;
  for (let row = 1; row <= truth.length; row += 1) {
    costs[row * width] = row;
    for (let column = 1; column < width; column += 1) {
      const changed = truth[row - 1] === read[column - 1] ? 0 : 1;
      costs[row * width + column] = Math.min(
        costs[(row - 1) * width + column - 1] + changed,
        costs[(row - 1) * width + column] + 1,
        costs[row * width + column - 1] + 1,
      );
    }
  }
  const pairs: AlignedPair[] = [];
  let [row, column] = [truth.length, read.length];
  while (row > 0 || column > 0) {
    const cost = costs[row * width + column];
    const changed = row > 0 && column > 0 && truth[row - 1] === read[column - 1] ? 0 : 1;
    if (row > 0 && column > 0 && costs[(row - 1) * width + column - 1] + changed === cost) {
      row -= 1;
      column -= 1;
      pairs.push({ truth: row, read: column });
    } else if (row > 0 && costs[(row - 1) * width + column] + 1 === cost) {
      row -= 1;
      pairs.push({ truth: row, read: -1 });
    } else {
      column -= 1;
      pairs.push({ truth: -1, read: column });
    }
  }
  return pairs.reverse();
}
