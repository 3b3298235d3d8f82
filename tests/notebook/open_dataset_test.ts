import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { openDataset } from "../../lib/notebook/open_dataset.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { createRecordingBroadcast } from "./recording_broadcast.ts";

Deno.test(
  "openDataset() loads both splits up to the limit and says so in one place",
  needsPermissions,
  async () => {
    const { broadcast, messages } = createRecordingBroadcast();
    const { train, test } = await openDataset({ name: "synthetic", limit: 94 }, broadcast);
    assertEquals([train.split, train.count, test.split, test.count], ["train", 94, "test", 94]);
    assertEquals(new Set(messages.map(({ transient }) => transient?.display_id)).size, 1);
    assertEquals(
      messages.at(-1)?.data["text/plain"],
      "**synthetic**: 94 images to learn from, 94 to test with, 47 characters.",
    );
  },
);

Deno.test(
  "openDataset() throws when the wanted data set cannot be had",
  needsPermissions,
  async () => {
    const { broadcast } = createRecordingBroadcast();
    const open = () => openDataset({ name: "no-such-data-set" }, broadcast);
    const error = await assertRejects(open, UserError);
    assertStringIncludes(error.message, "no-such-data-set");
  },
);
