import { assertEquals, assertMatch } from "@std/assert";
import { useBackend } from "../../lib/notebook/use_backend.ts";
import { needsPermissions } from "../permissions.ts";
import { createRecordingBroadcast } from "./recording_broadcast.ts";

Deno.test("useBackend() opens a backend and says which one", needsPermissions, async () => {
  const { broadcast, messages } = createRecordingBroadcast();
  const backend = await useBackend("wasm", broadcast);
  assertEquals(backend.name, "wasm");
  assertEquals(messages.length, 1);
  assertMatch(
    String(messages[0].data["text/plain"]),
    /^Backend \*\*wasm\*\* [\d.]+, \d+ threads\.$/,
  );
});
