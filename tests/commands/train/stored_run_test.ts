/** What a checkpoint says of its run is checked before anything is resumed. */

import { assertEquals, assertThrows } from "@std/assert";
import { completeRequest } from "../../../lib/commands/train/request.ts";
import { requireSameSources, storedRunOf } from "../../../lib/commands/train/stored_run.ts";
import { initialFitState } from "../../../lib/training/fit.ts";
import { UserError } from "../../../lib/user_error.ts";

const source = (name: string, digit: string) => ({
  name,
  sha256: digit.repeat(64),
  official: false,
});
const stored = {
  request: completeRequest({ epochs: 3 }, {}, { source: "it", fastestPrecision: "float32" }),
  origin: { command: "deno task train", startedAt: "2026-01-02T03:04:05.678Z", gitCommit: null },
  found: { dataset: "emnist47", backend: "tensorflow" as const, sources: [source("a", "1")] },
};

Deno.test("storedRunOf() returns what a checkpoint was given", () => {
  const request: unknown = JSON.parse(JSON.stringify(stored));
  const checkpoint = { fit: initialFitState, step: 0, arrays: [], request };
  assertEquals(storedRunOf(checkpoint, "results/run"), stored);
});

Deno.test("storedRunOf() reads a checkpoint of the time when the baseline and the plain recipe were called seed", () => {
  const request = { ...stored, request: { ...stored.request, model: "seed", recipeName: "seed" } };
  const checkpoint = { fit: initialFitState, step: 0, arrays: [], request };
  assertEquals(storedRunOf(checkpoint, "results/run"), stored);
});

Deno.test("storedRunOf() refuses a checkpoint of another version", () => {
  for (const request of [stored.request, { ...stored, origin: {} }, null]) {
    assertThrows(
      () => storedRunOf({ fit: initialFitState, step: 0, arrays: [], request }, "results/run"),
      UserError,
      "Cannot use results/run/checkpoint.safetensors: ",
    );
  }
});

Deno.test("requireSameSources() finds the file that is another one, or missing", () => {
  // Both splits of a generated data set have the same name.
  const began = [source("synthetic", "1"), source("synthetic", "2"), source("map", "3")];
  requireSameSources(began, began.toReversed(), "run");
  requireSameSources(began, [...began, source("more", "4")], "run");
  for (const present of [[], began.with(1, source("synthetic", "9"))]) {
    assertThrows(
      () => requireSameSources(began, present, "run"),
      UserError,
      'Cannot resume "run": expected "synthetic" with the SHA-256 ',
    );
  }
});
