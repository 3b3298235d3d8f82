/** Free space and sizes in words. */

import { assertEquals, assertMatch } from "@std/assert";
import { megabytes, missingSpace } from "../../lib/machine/disk_space.ts";
import { needsPermissions } from "../permissions.ts";

Deno.test(
  "missingSpace() compares what is needed with what the disk has left",
  needsPermissions,
  async () => {
    assertEquals(await missingSpace(Deno.cwd(), 1), undefined);
    assertMatch(
      await missingSpace(Deno.cwd(), 1e18) ?? "",
      /^expected 1,000,000,000,000 MB of free space but found [\d,.]+ MB$/,
    );
  },
);

Deno.test("megabytes() gives a digit after the point below 100 MB", () => {
  assertEquals([33_123_456, 99_900_000, 273_600_000].map(megabytes), [
    "33.1 MB",
    "99.9 MB",
    "274 MB",
  ]);
});
