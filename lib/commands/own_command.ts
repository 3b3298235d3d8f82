/** The command line as a program of its own, which frees its memory and may fail alone. */

import { fileURLToPath } from "node:url";

/** Returns what starts a command with the permissions of training: a program and its arguments. */
export function ownCommand(...args: readonly string[]): [program: string, ...args: string[]] {
  const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
  const config = ["--config", file("deno.json"), "-P=train"];
  return [Deno.execPath(), "run", "-q", ...config, file("lib/main.ts"), ...args];
}
