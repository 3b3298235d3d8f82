/** Lines with errors are cut out of the page that they stand on. */

import { assertEquals } from "@std/assert";
import { decode } from "fast-png";
import { cutWrongLines } from "../../../lib/commands/read/cut_wrong_lines.ts";
import type { ReadPair } from "../../../lib/evaluation/reading_score.ts";

const page = (level: number) => ({
  picture: { width: 40, height: 40, pixels: new Uint8Array(1600).fill(level) },
  lines: [10, 25].map((y) => ({
    text: "A",
    confidence: 1,
    words: [],
    box: { x: 10, y, width: 20, height: 10 },
  })),
});

const pair = (line: number, read: string): ReadPair => ({
  kind: "words",
  truth: "A",
  confidence: 1,
  wasConsidered: false,
  line,
  read,
});

Deno.test("cutWrongLines() cuts lines out of every page of a picture", () => {
  const pairs = [pair(0, "A"), pair(1, "B"), pair(2, "C"), pair(3, "a")];
  const cuts = cutWrongLines([page(50), page(90)], { pairs }).map((uri) =>
    decode(Uint8Array.fromBase64(uri.slice(uri.indexOf(",") + 1)))
  );
  // 20 by 10 pixels with a margin of 0.3 heights.
  assertEquals(cuts.map(({ width, height, data }) => [width, height, data[0]]), [
    [26, 16, 50],
    [26, 16, 90],
  ]);
});
