/** Running the command line as a user does, in a process of its own. */

import { resolve } from "node:path";

const checkout = resolve(import.meta.dirname ?? ".", "../..");

/** Runs one command with a permission set of `deno.json` and returns what came of it. */
export async function runCommandLine(permissionSet: string, ...args: readonly string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", `-P=${permissionSet}`, "lib/main.ts", ...args],
    cwd: checkout,
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, output: decoder.decode(stdout), errorOutput: decoder.decode(stderr) };
}
