import { assertEquals, assertRejects } from "@std/assert";
import { readTruth, styleOf } from "../../../lib/commands/read/truth_file.ts";
import { UserError } from "../../../lib/user_error.ts";
import { needsPermissions } from "../../permissions.ts";

Deno.test(
  "readTruth() takes a line or a list of lines for each picture",
  needsPermissions,
  async () => {
    const path = await Deno.makeTempFile();
    try {
      const line = { kind: "digits", text: "12" };
      await Deno.writeTextFile(path, JSON.stringify({ "a.png": line, "b.png": [line, line] }));
      assertEquals([...await readTruth(path)], [["a.png", [line]], ["b.png", [line, line]]]);
      await Deno.writeTextFile(path, JSON.stringify({ "a.png": "12" }));
      await assertRejects(() => readTruth(path), UserError, `Cannot use the truth "${path}"`);
      await Deno.writeTextFile(path, "12 ");
      await assertRejects(() => readTruth(path), UserError);
      await Deno.writeTextFile(path, "page: 12");
      await assertRejects(
        () => readTruth(path),
        UserError,
        ": it is not JSON: Unexpected token 'p', \"page: 12\" is not",
      );
    } finally {
      await Deno.remove(path);
    }
  },
);

Deno.test("styleOf() is the second part of a file's name", () => {
  assertEquals(styleOf("scans-2/writer03-photo-digits.jpg"), "photo");
  assertEquals(styleOf("writer03-clean.png"), "clean");
  assertEquals(styleOf("page.png"), "all");
});
