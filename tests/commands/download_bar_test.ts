import { assertEquals } from "@std/assert";
import { createDownloadBar } from "../../lib/commands/download_bar.ts";

Deno.test("createDownloadBar() writes one line a file where there is no terminal", () => {
  const lines: unknown[] = [];
  const write = console.error;
  console.error = (line: unknown) => lines.push(line);
  try {
    const bar = createDownloadBar(false);
    bar.announce("Downloading.");
    bar.progress({ fileName: "a.gz", doneBytes: 10, totalBytes: 4_714_707 });
    bar.progress({ fileName: "a.gz", doneBytes: 4_714_707, totalBytes: 4_714_707 });
    bar.finished({ name: "a.gz", official: true, sha256: "", size: 4_714_707 });
    bar.stop();
  } finally {
    console.error = write;
  }
  assertEquals(lines, ["Downloading.", "a.gz: 4.7 MB, verified"]);
});
