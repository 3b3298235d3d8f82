/** Zip files of pictures: those of the command `zip`, sound ones, and others. */

import { assertEquals, assertRejects } from "@std/assert";
import { BlobWriter, Uint8ArrayReader, ZipWriter } from "@zip.js/zip.js";
import { join } from "node:path";
import { openZippedPictures } from "../../lib/datasets/zipped_pictures.ts";
import { UserError } from "../../lib/user_error.ts";
import { hasPermissions, needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

type Files = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;

/** Writes a zip file and lets `use` have its path. */
function withZip(
  files: Files,
  use: (path: string) => Promise<void>,
  options: { readonly password?: string } = {},
): Promise<void> {
  return withTemporaryFolder(async (folder) => {
    const writer = new ZipWriter(new BlobWriter("application/zip"), { useWebWorkers: false });
    for (const [name, content] of Object.entries(files)) {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      await writer.add(name, new Uint8ArrayReader(bytes), options);
    }
    const path = join(folder, "pictures.zip");
    await Deno.writeFile(path, new Uint8Array(await (await writer.close()).arrayBuffer()));
    await use(path);
  });
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

Deno.test(
  "openZippedPictures() follows the list, wherever it lies",
  needsPermissions,
  () =>
    withZip(
      { "mine/labels.csv": 'file,label\na/1.png,H\n2.png,","\n3.png,x\n', "mine/a/1.png": "one" },
      async (path) => {
        const { pictures, read } = await openZippedPictures(path);
        assertEquals(pictures, [
          { path: join(path, "mine/a/1.png"), character: "H" },
          { path: join(path, "mine/2.png"), character: "," },
          { path: join(path, "mine/3.png"), character: "x" },
        ]);
        assertEquals(text(await read(pictures[0].path)), "one");
        await assertRejects(() => read(pictures[1].path), Deno.errors.NotFound);
      },
    ),
);

Deno.test(
  "openZippedPictures() takes folders named after characters, without hidden files",
  needsPermissions,
  () =>
    withZip(
      {
        "top/U+002F/1.png": "/",
        "top/B/2.png": "B",
        "__MACOSX/B/._2.png": "",
        "top/.DS_Store": "",
      },
      async (path) => {
        assertEquals((await openZippedPictures(path)).pictures, [
          { path: join(path, "top/B/2.png"), character: "B" },
          { path: join(path, "top/U+002F/1.png"), character: "/" },
        ]);
      },
    ),
);

Deno.test({
  name: "openZippedPictures() reads what the command zip packed",
  ignore: !hasPermissions ||
    await new Deno.Command("sh", { args: ["-c", "command -v zip"] }).output()
      .then(({ success }) => !success),
  fn: () =>
    withTemporaryFolder(async (folder) => {
      await Deno.mkdir(join(folder, "A"));
      await Deno.writeTextFile(join(folder, "A", "1.png"), "a".repeat(10_000));
      const { success } = await new Deno.Command("zip", {
        args: ["-qr", "packed.zip", "A"],
        cwd: folder,
      }).output();
      assertEquals(success, true);
      const { pictures, read } = await openZippedPictures(join(folder, "packed.zip"));
      assertEquals(pictures.map(({ character }) => character), ["A"]);
      assertEquals((await read(pictures[0].path)).length, 10_000);
    }),
});

Deno.test("openZippedPictures() refuses what would unpack to too much", needsPermissions, () => {
  const files = { "A/1.png": new Uint8Array(2e6), "A/2.png": new Uint8Array(2e6) };
  return withZip(files, async (path) => {
    const limits = { bytes: 5e6, fileBytes: 3e6, files: 2 };
    assertEquals((await openZippedPictures(path, limits)).pictures.length, 2);
    const refused = async (limit: Partial<typeof limits>, message: string) => {
      const open = () => openZippedPictures(path, { ...limits, ...limit });
      await assertRejects(open, UserError, `Cannot use "${path}": expected at most ${message}`);
    };
    await refused({ bytes: 3e6 }, "3000000 bytes unpacked but found more");
    await refused({ fileBytes: 1e6 }, '1000000 bytes a file but found 2000000 in "A/1.png"');
    await refused({ files: 1 }, "1 files but found more");
    const { size } = await Deno.stat(path);
    await refused({ bytes: size - 1 }, `${size - 1} bytes but found ${size}`);
  });
});

/** The places in a zip file's entry in its table, "PK\1\2", of what must fit the file. */
const places = { "the size unpacked": 24, "the checksum": 16 };

for (const [what, place] of Object.entries(places)) {
  Deno.test(
    `openZippedPictures() refuses a file unlike ${what}`,
    needsPermissions,
    () =>
      withZip({ "A/1.png": new Uint8Array(1e6) }, async (path) => {
        const bytes = await Deno.readFile(path);
        const view = new DataView(bytes.buffer);
        const table = bytes.findLastIndex((_, at) =>
          view.getUint32(at % (bytes.length - 4)) === 0x504b0102
        );
        view.setUint32(table + place, 1000, true);
        await Deno.writeFile(path, bytes);
        const { pictures, read } = await openZippedPictures(path);
        await assertRejects(
          () => read(pictures[0].path),
          UserError,
          "expected a sound file but found",
        );
      }),
  );
}

Deno.test(
  "openZippedPictures() refuses other files, encrypted ones and empty ones",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (folder) => {
      const path = join(folder, "no.zip");
      await Deno.writeTextFile(path, "no zip file");
      await assertRejects(
        () => openZippedPictures(path),
        UserError,
        "expected a zip file but found",
      );
    });
    await withZip({ "readme.txt": "" }, async (path) => {
      await assertRejects(
        () => openZippedPictures(path),
        UserError,
        "expected pictures but found none",
      );
    });
    await withZip({ "letters/1.png": "" }, async (path) => {
      await assertRejects(() => openZippedPictures(path), UserError, 'but found "letters"');
    });
    await withZip({ "A/1.png": "secret" }, async (path) => {
      const { pictures, read } = await openZippedPictures(path);
      await assertRejects(() => read(pictures[0].path), UserError, "File contains encrypted entry");
    }, { password: "p" });
  },
);
