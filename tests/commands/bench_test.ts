/** `deno task bench` from the outside: what it measures, one JSON object a line. */

import { assert, assertEquals } from "@std/assert";
import { needsPermissions } from "../permissions.ts";
import { runCommandLine } from "./command_line.ts";

Deno.test(
  "bench --json measures bare steps and whole epochs of a recipe",
  needsPermissions,
  async () => {
    const { code, output, errorOutput } = await runCommandLine(
      ...["train", "bench", "--json", "--backend", "tensorflow", "--precision", "float32"],
      ...["--steps", "3", "--batch-size", "16", "--recipe", "plain,best"],
    );
    assertEquals(code, 0, errorOutput);
    const lines = output.trim().split("\n").map((line) => JSON.parse(line));
    assertEquals(lines.map(({ recipe, augmented }) => [recipe, augmented]), [
      [undefined, undefined],
      ["plain", false],
      ["best", true],
      ["best", false],
    ]);
    for (const { backend, precision, imagesPerSecond, milliseconds, shareOfMatmulPeak } of lines) {
      assertEquals([backend, precision], ["tensorflow", "float32"]);
      // 16 images a step; both figures are rounded.
      assert(Math.abs(imagesPerSecond * milliseconds / 16_000 - 1) < 0.02);
      assert(shareOfMatmulPeak > 0 && shareOfMatmulPeak < 1);
    }
  },
);

Deno.test("bench measures wasm in float32 alone, in words", needsPermissions, async () => {
  const { code, output, errorOutput } = await runCommandLine(
    ...["train", "bench", "--backend", "wasm", "--steps", "1", "--batch-size", "8"],
  );
  assertEquals(code, 0, errorOutput);
  assertEquals(output.trim().split("\n").length, 1);
  assert(/^wasm baseline float32: [\d,]+ images\/s, [\d.]+ ms a step/.test(output), output);
});

Deno.test("bench --predict measures predictions of every model", needsPermissions, async () => {
  const { code, output, errorOutput } = await runCommandLine(
    ...["train", "bench", "--json", "--predict", "--model", "baseline,flagship", "--steps", "2"],
  );
  assertEquals(code, 0, errorOutput);
  const lines = output.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(
    lines.map(({ model, task, precision }) => [model, task, precision]),
    [["baseline", "predict", "float32"], ["flagship", "predict", "float32"]],
  );
  for (const { imagesPerSecond, milliseconds } of lines) {
    assert(imagesPerSecond > 0 && milliseconds > 0);
  }
});

Deno.test(
  "bench refuses a precision that a backend does not have, before it measures any",
  needsPermissions,
  async () => {
    const { code, output, errorOutput } = await runCommandLine(
      ...["train", "bench", "--backend", "tensorflow,wasm", "--steps", "1"],
      ...["--precision", "float32,mixed_bfloat16"],
    );
    assertEquals([code, output], [1, ""]);
    assertEquals(
      errorOutput,
      "error: Cannot measure the backend wasm in mixed_bfloat16: expected float32\n" +
        "  Leave --precision out, or use --backend tensorflow.\n",
    );
  },
);

Deno.test("bench refuses a recipe that a backend does not know", needsPermissions, async () => {
  const { code, errorOutput } = await runCommandLine(
    ...["train", "bench", "--backend", "wasm", "--steps", "1", "--recipe", "best"],
  );
  assertEquals(code, 1);
  assert(errorOutput.startsWith("error: Cannot train on the backend wasm: it does not know "));
});
