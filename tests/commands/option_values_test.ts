/** Values that no option takes. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { InvalidArgumentError } from "commander";
import { pathOf } from "../../lib/commands/option_values.ts";
import { createProgram } from "../../lib/main.ts";

Deno.test("pathOf() refuses an empty value, and every option for a folder or a file uses it", () => {
  assertEquals(pathOf("results/run"), "results/run");
  assertThrows(() => pathOf(""), InvalidArgumentError, "Expected a path but found nothing.");
  const options = createProgram().commands.flatMap((command) => command.options)
    .filter(({ flags }) => /<(?:folder|file)>/.test(flags));
  assert(options.length >= 7);
  for (const { flags, parseArg } of options) {
    assertThrows(() => parseArg?.("", undefined), InvalidArgumentError, "Expected a path", flags);
  }
});
