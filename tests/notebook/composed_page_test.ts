import { assert, assertEquals, assertThrows } from "@std/assert";
import { createSyntheticDataset } from "../../lib/datasets/synthetic.ts";
import { composePage } from "../../lib/notebook/composed_page.ts";
import { createRandom } from "../../lib/random.ts";

const dataset = createSyntheticDataset("test");

/** Returns how many pixels of each column are dark. */
function darkColumns({ width, height, pixels }: ReturnType<typeof composePage>): number[] {
  return Array.from(
    { length: width },
    (_, x) =>
      Array.from({ length: height }, (_, y) => pixels[y * width + x]).filter((grey) => grey < 128)
        .length,
  );
}

Deno.test("composePage() draws every character and keeps a margin", () => {
  const columns = darkColumns(composePage(dataset, ["AB 12"], createRandom(1)));
  const runs = columns.map((dark) => dark > 0 ? "x" : " ").join("").trim().split(/\s+/);
  assert(runs.length >= 4, `${runs.length} separate marks`);
  assertEquals(columns.slice(0, 50).every((dark) => dark === 0), true);
  assertEquals(columns.slice(-50).every((dark) => dark === 0), true);
});

Deno.test("composePage() is the same for the same seed, and darker where it is told", () => {
  const drawn = () => composePage(dataset, ["A"], createRandom(2), { darkest: 100, grain: 4 });
  const page = drawn();
  assertEquals(page, drawn());
  const last = page.pixels.subarray(page.pixels.length - 20);
  assert(last.every((grey) => grey < 130));
});

Deno.test("composePage() refuses a character that the data set lacks", () => {
  assertThrows(() => composePage(dataset, ["A?"], createRandom(3)), RangeError, 'images of "?"');
});
