/** Which character a sub-folder or a line of a list names. */

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { listLabelledPictures, parseCharacter } from "../../lib/datasets/labelled_pictures.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

Deno.test("parseCharacter() takes a character as itself or by its code", () => {
  const names = ["a", "9", "é", "e\u0301", "😀", "U+002F", "u+0061", "47", "128512"];
  assertEquals(names.map(parseCharacter), ["a", "9", "é", undefined, "😀", "/", "a", "/", "😀"]);
  for (const name of ["", "ab", "U+2", "10", "U+D800", "U+110000", "9999999"]) {
    assertEquals(parseCharacter(name), undefined, name);
  }
});

Deno.test(
  "listLabelledPictures() lists sub-folders, without hidden files",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      for (const path of ["U+002E/dot.png", "B/2.png", "B/1.png", "B/.hidden", ".git/x"]) {
        await Deno.mkdir(join(folder, path, ".."), { recursive: true });
        await Deno.writeTextFile(join(folder, path), "");
      }
      assertEquals(await listLabelledPictures(folder), [
        { path: join(folder, "B", "1.png"), character: "B" },
        { path: join(folder, "B", "2.png"), character: "B" },
        { path: join(folder, "U+002E", "dot.png"), character: "." },
      ]);
      await Deno.mkdir(join(folder, "letters"));
      await assertRejects(() => listLabelledPictures(folder), UserError, 'but found "letters"');
    }),
);

Deno.test(
  "listLabelledPictures() reads a CSV file, whose paths begin beside it",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const list = join(folder, "list.csv");
      await Deno.writeTextFile(list, '\uFEFFfile,label\r\na.png,a\r\n"sub/comma.png",","\r\n');
      assertEquals(await listLabelledPictures(list), [
        { path: join(folder, "a.png"), character: "a" },
        { path: join(folder, "sub", "comma.png"), character: "," },
      ]);
      await Deno.writeTextFile(list, "path,character\na.png,a\n");
      await assertRejects(() => listLabelledPictures(list), UserError, "columns file and label");
      await Deno.writeTextFile(list, "file,label\na.png,ab\n");
      await assertRejects(() => listLabelledPictures(list), UserError, "the label of line 2");
    }),
);
