/** Values that no option takes. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { InvalidArgumentError } from "commander";
import { pathOf, runOf } from "../../lib/commands/option_values.ts";
import { join } from "node:path";
import { createProgram } from "../../lib/main.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

/** Runs `use` as `deno task` would from another folder. */
function calledFrom(folder: string, use: () => void): void {
  const before = Deno.env.get("INIT_CWD");
  Deno.env.set("INIT_CWD", folder);
  try {
    use();
  } finally {
    if (before === undefined) Deno.env.delete("INIT_CWD");
    else Deno.env.set("INIT_CWD", before);
  }
}

Deno.test(
  "pathOf() takes relative paths from the folder that the person stands in",
  needsPermissions,
  () => {
    calledFrom("/somewhere", () => {
      assertEquals(pathOf("mine"), "/somewhere/mine");
      assertEquals(pathOf("../mine"), "/mine");
      assertEquals(pathOf("/mine"), "/mine");
    });
    calledFrom(Deno.cwd(), () => assertEquals(pathOf("./mine"), "./mine"));
  },
);

Deno.test(
  "runOf() is a folder where one lies there, else a name",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      await Deno.mkdir(join(folder, "mine"));
      calledFrom(folder, () => {
        assertEquals(runOf("mine"), join(folder, "mine"));
        assertEquals(runOf("baseline-plain-emnist47"), "baseline-plain-emnist47");
      });
    }),
);

Deno.test(
  "pathOf() refuses an empty value, and every option for a folder or a file uses it",
  needsPermissions,
  () => {
    assertEquals(pathOf("results/run"), "results/run");
    assertThrows(() => pathOf(""), InvalidArgumentError, "Expected a path but found nothing.");
    const options = createProgram().commands.flatMap((command) => command.options)
      .filter(({ flags }) => /<(?:folder|file)>/.test(flags));
    assert(options.length >= 7);
    for (const { flags, parseArg } of options) {
      assertThrows(() => parseArg?.("", undefined), InvalidArgumentError, "Expected a path", flags);
    }
  },
);
