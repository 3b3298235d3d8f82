/** Running other programs, here Deno itself. */

import { assertEquals } from "@std/assert";
import { isOlder, runProgram } from "../../lib/machine/run_program.ts";
import { needsPermissions } from "../permissions.ts";

Deno.test(
  "runProgram() takes no harm when a program ends before it has read its input",
  needsPermissions,
  async () => {
    const result = await runProgram(Deno.execPath(), ["--version"], { input: "x".repeat(1 << 20) });
    assertEquals([result?.exitCode, result?.output.startsWith("deno ")], [0, true]);
  },
);

Deno.test("runProgram() hands the whole input on", needsPermissions, async () => {
  const program = "const text = await new Response(Deno.stdin.readable).text();" +
    "console.log(text.length)";
  const result = await runProgram(Deno.execPath(), ["eval", program], {
    input: "x".repeat(1 << 20),
  });
  assertEquals(result?.output, "1048576\n");
});

Deno.test(
  "runProgram() is undefined for a program that is not installed",
  needsPermissions,
  async () => {
    assertEquals(await runProgram("no-such-program-of-emnist", []), undefined);
  },
);

Deno.test("isOlder() compares the parts of a version as numbers", () => {
  assertEquals(isOlder("2.9.6", "2.10.0"), true);
  assertEquals(isOlder("2.10.0", "2.9.6"), false);
  assertEquals(isOlder("2.9.6", "2.9.6"), false);
  assertEquals(isOlder("1.46.3", "2.0.0"), true);
});
