/** The bytes are those of Python's protocol buffers, `tf.compat.v1.ConfigProto(…).SerializeToString()`. */

import { assertEquals, assertThrows } from "@std/assert";
import { serializeSessionConfig } from "../../../lib/backends/tensorflow/threads.ts";

const golden = [
  [1, 2, "100128024801"],
  [2, 1, "100228014801"],
  [64, 100, "104028644801"],
  [127, 127, "107f287f4801"],
] as const;

Deno.test("serializeSessionConfig() gives the bytes that Python gives", () => {
  for (const [withinOperation, acrossOperations, hexadecimal] of golden) {
    assertEquals(
      serializeSessionConfig({ withinOperation, acrossOperations }).toHex(),
      hexadecimal,
    );
  }
});

Deno.test("serializeSessionConfig() throws on thread counts that take more than one byte", () => {
  for (const count of [0, 128, 1.5, NaN]) {
    const message = `Cannot set session threads: expected 1 to 127 but found ${count}`;
    const set = (threads: { withinOperation: number; acrossOperations: number }) => () =>
      serializeSessionConfig(threads);
    assertThrows(set({ withinOperation: count, acrossOperations: 1 }), RangeError, message);
    assertThrows(set({ withinOperation: 1, acrossOperations: count }), RangeError, message);
  }
});
