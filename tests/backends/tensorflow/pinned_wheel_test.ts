/** The pins of the wheels. */

import { assert, assertEquals } from "@std/assert";
import { pinnedWheelFor } from "../../../lib/backends/tensorflow/pinned_wheel.ts";

Deno.test("pinnedWheelFor() knows Linux only, with both files of the library", () => {
  for (const platform of ["linux-x86_64", "linux-aarch64"]) {
    const wheel = pinnedWheelFor(platform);
    assertEquals(wheel?.files.map(({ path }) => path), [
      "tensorflow/libtensorflow_cc.so.2",
      "tensorflow/libtensorflow_framework.so.2",
    ]);
    assert(wheel?.sha256.match(/^[0-9a-f]{64}$/));
  }
  assertEquals(pinnedWheelFor("darwin-aarch64"), undefined);
});
