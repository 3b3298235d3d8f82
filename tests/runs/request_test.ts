/** A run that is resumed learns from the files that it began with. */

import { assertThrows } from "@std/assert";
import { requireSameSources } from "../../lib/runs/request.ts";
import { UserError } from "../../lib/user_error.ts";

const source = (name: string, digit: string) => ({
  name,
  sha256: digit.repeat(64),
  official: false,
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
