/**
 * The cells' formatting, by Deno's own formatter.
 *
 * `deno fmt --check` of Deno 2.9.6 refuses every notebook that has a code cell, formatted or not, so
 * `deno.json` leaves notebooks out and this compares what the formatter makes of them.
 */

import { join } from "node:path";
import { runProgram } from "../machine/run_program.ts";
import { UserError } from "../user_error.ts";

const configPath = join(import.meta.dirname ?? ".", "..", "..", "deno.json");

/**
 * Returns a notebook's text with all its cells formatted by the project's rules.
 *
 * @throws {UserError} when a cell cannot be parsed.
 */
export async function formatNotebook(text: string): Promise<string> {
  const formatting = ["fmt", "--quiet", "--config", configPath, "--ext", "ipynb", "-"];
  const options = { input: text, env: { NO_COLOR: "1" } };
  const result = await runProgram(Deno.execPath(), formatting, options);
  if (result?.exitCode === 0) return result.output;
  throw new UserError(`Cannot format the notebook's cells: ${result?.errorOutput.trim()}`);
}
