/** The field is TensorFlow's bicubic interpolation of its nodes. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createRandom } from "../../../lib/random.ts";
import {
  createElasticField,
  createStillField,
  type ElasticField,
  NUMBERS_PER_CELL,
} from "../../../lib/training/augmentation/elastic.ts";
import { createFixedDraws } from "./fixed_draws.ts";
import golden from "./testdata/golden_distortions.json" with { type: "json" };

/** Adds the differences up to displacements, `[2, height, width]`. */
function displacementsOf(field: ElasticField, height: number, width: number): Float64Array {
  const displacements = new Float64Array(2 * height * width);
  for (let row = 0; row < height; row += 1) {
    const numbers = field.row(row);
    for (let column = 0; column < width; column += 1) {
      const step = column % field.spacing;
      const cell = NUMBERS_PER_CELL * Math.floor(column / field.spacing);
      for (const axis of [0, 1]) {
        const [value, first, second, third] = numbers.subarray(cell + 4 * axis);
        // Newton's forward differences.
        displacements[(axis * height + row) * width + column] = value + step * first +
          step * (step - 1) / 2 * second + step * (step - 1) * (step - 2) / 6 * third;
      }
    }
  }
  return displacements;
}

Deno.test("createElasticField() interpolates its nodes as TensorFlow's bicubic resizing does", () => {
  const { height, width, spacing, deviation, draws } = golden;
  const field = createElasticField(height, width, spacing);
  field.draw(deviation, createFixedDraws(draws));
  const displacements = displacementsOf(field, height, width);
  golden.displacements.forEach((expected, index) =>
    // TensorFlow takes its weights from a float32 table of 1,024 places.
    assertAlmostEquals(displacements[index], expected, 2e-5)
  );
});

Deno.test("createElasticField() has displacements of the deviation asked for", () => {
  const field = createElasticField(28, 28, 7);
  const random = createRandom(3);
  let [sum, squares, count] = [0, 0, 0];
  for (let image = 0; image < 300; image += 1) {
    field.draw(0.5, random);
    for (const displacement of displacementsOf(field, 28, 28)) {
      assert(Math.abs(displacement) < 0.5 * Math.sqrt(3) * 1.25 ** 2); // the cubic overshoots
      sum += displacement;
      squares += displacement ** 2;
      count += 1;
    }
  }
  assertAlmostEquals(sum / count, 0, 0.01);
  // The squares of the weights add up to 0.814 on average along each axis (7 pixels a cell).
  assertAlmostEquals(Math.sqrt(squares / count), 0.5 * 0.814, 0.01);
});

Deno.test("createElasticField() is still before the first draw and at a deviation of 0", () => {
  const field = createElasticField(10, 9, 4);
  const still = new Float64Array(3 * NUMBERS_PER_CELL);
  assertEquals(field.row(5), still);
  field.draw(0, createRandom(0));
  assert(field.row(5).every((number) => Math.abs(number) === 0));
  assertEquals(createStillField(9).row(3), new Float64Array(NUMBERS_PER_CELL));
});
