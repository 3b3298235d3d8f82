import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { kernelBroadcast, LiveDisplay, show } from "../../lib/notebook/display.ts";
import { UserError } from "../../lib/user_error.ts";
import { createRecordingBroadcast } from "./recording_broadcast.ts";

Deno.test("show() sends one display_data message", async () => {
  const { broadcast, messages } = createRecordingBroadcast();
  await show({ "text/plain": "one" }, broadcast);
  assertEquals(messages, [{ type: "display_data", data: { "text/plain": "one" }, metadata: {} }]);
});

Deno.test("LiveDisplay.show() takes one place and then replaces what is there", async () => {
  const { broadcast, messages } = createRecordingBroadcast();
  const display = new LiveDisplay(broadcast);
  for (const text of ["one", "two", "three"]) await display.show({ "text/plain": text });
  assertEquals(messages.map(({ type }) => type), [
    "display_data",
    "update_display_data",
    "update_display_data",
  ]);
  const places = new Set(messages.map(({ transient }) => transient?.display_id));
  assertEquals(places.size, 1);
  assertEquals(messages.at(-1)?.data, { "text/plain": "three" });
});

Deno.test("LiveDisplay.show() keeps two displays apart", async () => {
  const { broadcast, messages } = createRecordingBroadcast();
  await new LiveDisplay(broadcast).show({ "text/plain": "one" });
  await new LiveDisplay(broadcast).show({ "text/plain": "two" });
  assertNotEquals(messages[0].transient, messages[1].transient);
});

Deno.test("kernelBroadcast() throws outside a kernel and says where to go", () => {
  const error = assertThrows(() => kernelBroadcast(), UserError);
  assertEquals(error.hint, "Run this in a notebook: `deno task lab` opens them.");
});
