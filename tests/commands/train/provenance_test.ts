import { assert, assertEquals } from "@std/assert";
import { describeCommand, findGitCommit } from "../../../lib/commands/train/provenance.ts";

Deno.test("describeCommand() is what a shell takes", async () => {
  assertEquals(describeCommand(["train", "--epochs", "3"]), "deno task train --epochs 3");
  const args = ["--out", "my run", "it's", "", "a$b", "x=1,2", "--data=/tmp/ä"];
  assertEquals(
    describeCommand(args).startsWith("deno task --out 'my run' 'it'\\''s' '' 'a$b' x=1,2 "),
    true,
  );
  if (Deno.build.os === "windows") return;
  const { stdout } = await new Deno.Command("sh", {
    args: ["-c", `printf '%s\\n' ${describeCommand(args)}`],
  }).output();
  assertEquals(new TextDecoder().decode(stdout).split("\n").slice(2, -1), args);
});

Deno.test("findGitCommit() is a commit or null, whatever the library path is", async () => {
  const before = Deno.env.get("LD_LIBRARY_PATH");
  Deno.env.set("LD_LIBRARY_PATH", "/nowhere");
  try {
    const commit = await findGitCommit();
    assert(commit === null || /^[0-9a-f]{40}$/.test(commit));
  } finally {
    if (before === undefined) Deno.env.delete("LD_LIBRARY_PATH");
    else Deno.env.set("LD_LIBRARY_PATH", before);
  }
});
