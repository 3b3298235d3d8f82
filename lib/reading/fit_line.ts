/** Where a line of writing stands, from the characters that were read on it. */

import { ALPHABET } from "./alphabet.ts";
import { placeOf } from "./character_places.ts";
import type { GuideLines } from "./lattice.ts";
import type { ReadCharacter } from "./read_text.ts";

/** Characters less sure than this do not tell where the line is. */
const SURE = 0.8;

/** Fewer characters than this do not make a line. */
const FEWEST_CHARACTERS = 4;

/**
 * Returns the line on which the characters stand as their kind does: the height of a capital, the
 * base line and its slope that fit their tops and bottoms best (least squares), or undefined where
 * too few are sure.
 */
export function fitLine(characters: readonly ReadCharacter[]): GuideLines | undefined {
  const sure = characters.filter(({ confidence }) => confidence >= SURE);
  if (sure.length < FEWEST_CHARACTERS) return undefined;
  // y = base + slope * x - height * level, for the top and the bottom of every character.
  const rows = sure.flatMap(({ text, box }) => {
    const place = placeOf(ALPHABET.indexOf(text));
    const x = box.x + box.width / 2;
    return [
      { x, level: place.top, y: box.y },
      { x, level: place.bottom, y: box.y + box.height },
    ];
  });
  const solution = solveThree(rows.map(({ x, level }) => [1, x, -level]), rows.map(({ y }) => y));
  if (solution === undefined) return undefined;
  const [base, slope, height] = solution;
  return height <= 0 ? undefined : { baseLine: base, topLine: base - height, slope };
}

/** Least squares with three unknowns by the normal equations; undefined where they are singular. */
function solveThree(
  rows: readonly (readonly number[])[],
  values: readonly number[],
): number[] | undefined {
  const matrix = [0, 1, 2].map((row) => [
    ...[0, 1, 2].map((column) => rows.reduce((sum, each) => sum + each[row] * each[column], 0)),
    rows.reduce((sum, each, index) => sum + each[row] * values[index], 0),
  ]);
  for (let pivot = 0; pivot < 3; pivot += 1) {
    const best = [...matrix.keys()].slice(pivot)
      .reduce((left, right) =>
        Math.abs(matrix[right][pivot]) > Math.abs(matrix[left][pivot]) ? right : left
      );
    [matrix[pivot], matrix[best]] = [matrix[best], matrix[pivot]];
    if (Math.abs(matrix[pivot][pivot]) < 1e-9) return undefined;
    for (let row = 0; row < 3; row += 1) {
      if (row === pivot) continue;
      const factor = matrix[row][pivot] / matrix[pivot][pivot];
      for (let column = pivot; column < 4; column += 1) {
        matrix[row][column] -= factor * matrix[pivot][column];
      }
    }
  }
  return matrix.map((row, index) => row[3] / row[index]);
}
