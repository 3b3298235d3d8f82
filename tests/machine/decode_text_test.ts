/** Text files as Windows' editors save them. */

import { assertEquals, assertThrows } from "@std/assert";
import { decodeText } from "../../lib/machine/decode_text.ts";

Deno.test("decodeText() drops a byte order mark", () => {
  const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d]);
  assertEquals(decodeText(bytes, "Cannot read it"), "{}");
});

Deno.test("decodeText() names UTF-16 and refuses NUL bytes", () => {
  for (const bytes of [[0xff, 0xfe, 0x7b, 0], [0xfe, 0xff, 0, 0x7b]]) {
    assertThrows(
      () => decodeText(Uint8Array.from(bytes), "Cannot read it"),
      SyntaxError,
      "Cannot read it: expected text in UTF-8 but found UTF-16: save it as UTF-8",
    );
  }
  assertThrows(() => decodeText(Uint8Array.of(0x7b, 0), "x"), SyntaxError, "found NUL bytes");
});
