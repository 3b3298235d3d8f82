/** Running the command line as a user does, in a process of its own. */

import { resolve } from "node:path";

const checkout = resolve(import.meta.dirname ?? ".", "../..");

/** Runs one command with a permission set of `deno.json` and returns what came of it. */
export function runCommandLine(permissionSet: string, ...args: readonly string[]) {
  return runCommandLineOn(new Uint8Array(), permissionSet, ...args);
}

/** Runs one command with bytes on its standard input. */
export async function runCommandLineOn(
  input: Uint8Array<ArrayBuffer>,
  permissionSet: string,
  ...args: readonly string[]
) {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", `-P=${permissionSet}`, "lib/main.ts", ...args],
    cwd: checkout,
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [{ code, stdout, stderr }] = await Promise.all([
    process.output(),
    new Response(input).body?.pipeTo(process.stdin),
  ]);
  const decoder = new TextDecoder();
  return { code, output: decoder.decode(stdout), errorOutput: decoder.decode(stderr) };
}
