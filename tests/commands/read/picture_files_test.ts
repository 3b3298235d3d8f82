import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { listPictures } from "../../../lib/commands/read/picture_files.ts";
import { UserError } from "../../../lib/user_error.ts";
import { needsPermissions } from "../../permissions.ts";

Deno.test(
  "listPictures() searches folders and leaves other paths alone",
  needsPermissions,
  async () => {
    const folder = await Deno.makeTempDir();
    try {
      await Deno.mkdir(join(folder, "inner"));
      for (const name of ["b.PNG", "a.jpeg", "notes.txt", "inner/c.tif"]) {
        await Deno.writeTextFile(join(folder, name), "");
      }
      assertEquals(
        await listPictures(["-", "gone.png", folder]),
        ["-", "gone.png", ...["a.jpeg", "b.PNG", "inner/c.tif"].map((name) => join(folder, name))],
      );
      await Deno.remove(join(folder, "inner/c.tif"));
      await assertRejects(
        () => listPictures([join(folder, "inner")]),
        UserError,
        "expected pictures in this folder but found none",
      );
      await assertRejects(() => listPictures(["-", "-"]), UserError, "standard input twice");
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);
