/** Colour where a real terminal is, through `script`, and none where it is not wanted. */

import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { hasPermissions } from "../permissions.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url));
const ignore = !hasPermissions || Deno.build.os !== "linux";

/**
 * Runs `deno task report no-such-run` in a shell and returns the first word of what comes out. Of
 * this process's environment it gets only what Deno needs: `CI`, for one, decides about colours too.
 */
async function errorOf(environment: Record<string, string>, isTerminal: boolean) {
  const command = `${Deno.execPath()} run -q -P=report lib/main.ts report no-such-run 2>&1`;
  const needed = ["PATH", "HOME", "DENO_DIR", "XDG_CACHE_HOME"].flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  const { stdout } = await new Deno.Command(isTerminal ? "script" : "sh", {
    args: isTerminal ? ["-qec", command, "/dev/null"] : ["-c", command],
    cwd: checkout,
    clearEnv: true,
    env: { ...Object.fromEntries(needed), ...environment },
    stdin: "null",
  }).output();
  return new TextDecoder().decode(stdout).split(" ")[0];
}

Deno.test("coloured() colours on a terminal, unless $NO_COLOR is set", { ignore }, async () => {
  const bold = "\x1b[1m\x1b[31merror:\x1b[39m\x1b[22m";
  assertEquals(await errorOf({ TERM: "xterm" }, true), bold);
  assertEquals(await errorOf({ TERM: "xterm", NO_COLOR: "1" }, true), "error:");
  assertEquals(await errorOf({}, false), "error:");
});
