import { assertEquals } from "@std/assert";
import { frameRecord } from "../../lib/tensorboard/event_file.ts";

Deno.test("frameRecord() gives the bytes that TensorFlow's own writer gives", () => {
  // python -c "import tensorboard.summary.writer.record_writer as r, io; b = io.BytesIO();
  //            r.RecordWriter(b).write(b'emnist'); print(b.getvalue().hex())"
  assertEquals(
    frameRecord(new TextEncoder().encode("emnist")).toHex(),
    "06000000000000007369d537656d6e6973748cdc6b17",
  );
});
