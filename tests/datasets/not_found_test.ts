/** What is said of a data set that is not there, or only in part. */

import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { scanFolders } from "../../lib/datasets/data_folders.ts";
import { notFoundError } from "../../lib/datasets/not_found.ts";
import { needsPermissions } from "../permissions.ts";
import { writeSplit } from "./data_folder.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

const ONE = { shape: [1, 1, 1], images: [9], labels: [0] } as const;
const PUT_HINT = "Put what is missing into this folder, or name another folder with --data.";

async function textOf(name: string, folder: string): Promise<readonly [string, string]> {
  const { message, hint } = notFoundError(name, "test", await scanFolders([folder]));
  return [message, hint];
}

Deno.test(
  "notFoundError() names all files where there is none",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const [message] = await textOf("tiny", folder);
      assertEquals(
        message,
        'Cannot find data set "tiny" (test): expected tiny-test-images-idx3-ubyte[.gz], ' +
          `tiny-test-labels-idx1-ubyte[.gz], tiny-mapping.txt but found no such files in ${folder}`,
      );
    }),
);

Deno.test(
  "notFoundError() names just the missing file, and the folder of the others",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const place = join(folder, "place");
      await writeSplit(place, "tiny-test", { ...ONE, gzip: true });
      const start = 'Cannot find data set "tiny" (test): expected';
      const end = `beside its other files in "${place}" but found none`;
      assertEquals(await textOf("tiny", folder), [`${start} tiny-mapping.txt ${end}`, PUT_HINT]);
      await Deno.writeTextFile(join(place, "tiny-mapping.txt"), "0 65\n");
      // A folder that lacks more does not hide it.
      await Deno.writeTextFile(join(folder, "tiny-mapping.txt"), "0 65\n");
      await Deno.remove(join(place, "tiny-test-labels-idx1-ubyte.gz"));
      assertEquals(await textOf("tiny", folder), [
        `${start} tiny-test-labels-idx1-ubyte[.gz] ${end}`,
        PUT_HINT,
      ]);
    }),
);

Deno.test(
  "notFoundError() proposes the download of an official data set that is incomplete",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      await writeSplit(folder, "emnist-mnist-test", ONE);
      await Deno.remove(join(folder, "emnist-mnist-test-images-idx3-ubyte"));
      assertEquals(await textOf("mnist", folder), [
        'Cannot find data set "mnist" (test): expected emnist-mnist-test-images-idx3-ubyte[.gz] ' +
        `beside its other files in "${folder}" but found none`,
        "Run `deno task data mnist` to download it.",
      ]);
    }),
);

Deno.test("notFoundError() takes a name for a slip when two letters or a third of them differ", () => {
  const hintOf = (name: string) => notFoundError(name, "test", []).hint;
  assertEquals(hintOf("mnst").startsWith('Did you mean "mnist"?'), true);
  // Two of six letters differ from "digits", then three of six, then three of nine.
  assertEquals(hintOf("dixxts").startsWith('Did you mean "digits"?'), true);
  assertEquals(hintOf("xxxits").startsWith("Name its folder with --data"), true);
  assertEquals(hintOf("sxxxhetic").startsWith('Did you mean "synthetic"?'), true);
  assertEquals(hintOf("sxxxxetic").startsWith("Name its folder with --data"), true);
});

Deno.test(
  "notFoundError() suggests a name that two letters, or a third of a long one, change",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const suggests = async (name: string) =>
        (await textOf(name, folder))[1].startsWith("Did you");
      // emnist47, digits and synthetic are known.
      assertEquals(await suggests("digxxs"), true);
      assertEquals(await suggests("dixxxs"), false);
      assertEquals(await suggests("synthxxxc"), true);
      assertEquals(await suggests("syntxxxxc"), false);
    }),
);
