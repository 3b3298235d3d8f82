/** Classes are matched by character, or not at all. */

import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { alignClasses } from "../../lib/datasets/align_classes.ts";
import type { ImageDataset } from "../../lib/datasets/dataset.ts";
import { UserError } from "../../lib/user_error.ts";

function datasetOf(characters: string, labels: readonly number[]): ImageDataset {
  return {
    name: "mine",
    split: "test",
    images: new Uint8Array(labels.length),
    labels: Uint8Array.from(labels),
    count: labels.length,
    height: 1,
    width: 1,
    characters: [...characters],
    sources: [],
  };
}

Deno.test("alignClasses() leaves a data set with the model's classes alone", () => {
  const dataset = datasetOf("abc", [2, 0, 1]);
  const { dataset: same, note } = alignClasses(dataset, ["a", "b", "c"]);
  assertStrictEquals(same, dataset);
  assertEquals(note, "");
});

Deno.test("alignClasses() numbers the classes as the model does", () => {
  const reversed = alignClasses(datasetOf("cba", [0, 1, 2, 2]), ["a", "b", "c"]);
  assertEquals([...reversed.dataset.labels], [2, 1, 0, 0]);
  assertEquals(reversed.dataset.characters, ["a", "b", "c"]);
  assertEquals(
    reversed.note,
    '"mine" has the model\'s 3 classes in another order: they are matched by character.',
  );
  const some = alignClasses(datasetOf("db", [1, 0]), ["a", "b", "c", "d"]);
  assertEquals([...some.dataset.labels], [1, 3]);
  assertEquals(
    some.note,
    '"mine" has 2 of the model\'s 4 classes: they are matched by character, and macro figures ' +
      "count the others as 0.",
  );
});

Deno.test("alignClasses() throws when the model does not know a character", () => {
  const error = assertThrows(
    () => alignClasses(datasetOf("abxy", [0]), ["a", "b", "c"]),
    UserError,
    'Cannot evaluate on "mine": the model does not know 2 of its 4 characters: x y.',
  );
  assertEquals(error.hint, "Choose data whose characters are among abc.");
});

Deno.test("alignClasses() counts a small letter as its capital where the model knows no other", () => {
  const { dataset, note } = alignClasses(datasetOf("aCc", [0, 1, 2]), ["C", "a"]);
  assertEquals([...dataset.labels], [1, 0, 0]);
  assertEquals(note.endsWith("small letters that the model merges count as their capitals."), true);
});
