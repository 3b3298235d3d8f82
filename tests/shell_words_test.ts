import { assertEquals } from "@std/assert";
import { taskCommand } from "../lib/shell_words.ts";
import { needsPermissions } from "./permissions.ts";

Deno.test("taskCommand() is what a shell takes", needsPermissions, async () => {
  assertEquals(taskCommand("train", "--epochs", "3"), "deno task train --epochs 3");
  const args = ["--out", "my run", "it's", "", "a$b", "x=1,2", "--data=/tmp/ä"];
  assertEquals(
    taskCommand(...args).startsWith("deno task --out 'my run' 'it'\\''s' '' 'a$b' x=1,2 "),
    true,
  );
  if (Deno.build.os === "windows") return;
  const { stdout } = await new Deno.Command("sh", {
    args: ["-c", `printf '%s\\n' ${taskCommand(...args)}`],
  }).output();
  assertEquals(new TextDecoder().decode(stdout).split("\n").slice(2, -1), args);
});
