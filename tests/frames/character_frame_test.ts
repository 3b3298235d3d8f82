import { assertEquals } from "@std/assert";
import { createCharacterFrame } from "../../lib/frames/character_frame.ts";

Deno.test("createCharacterFrame() numbers characters, digits staying text", () => {
  assertEquals(createCharacterFrame(["0", "O"]).rows(), [[0, "0"], [1, "O"]]);
});
