/** Which pixels of a picture are ink. */

import { assertEquals } from "@std/assert";
import { findInk } from "../../../lib/reading/picture/find_ink.ts";

const side = 80;

/** A thick upright stroke that fills half of a square of 16 pixels. */
function stroke(ink: number, paper: number) {
  const pixels = new Uint8Array(side * side).fill(paper);
  for (let y = 10; y < 70; y++) pixels.fill(ink, y * side + 36, y * side + 44);
  return { width: side, height: side, pixels };
}

for (const [name, ink, paper] of [["black", 0, 255], ["white", 255, 0]] as const) {
  Deno.test(`findInk() finds a thick ${name} stroke on a small picture`, () => {
    const found = findInk(stroke(ink, paper));
    assertEquals(found?.ink.filter((value) => value >= 128).length, 8 * 60);
  });
}
