/**
 * The cells' formatting, by Deno's own formatter.
 *
 * `deno fmt --check` of Deno 2.9.6 refuses every notebook that has a code cell, formatted or not, so
 * `deno.json` leaves notebooks out and this compares what the formatter makes of them.
 */

import { join } from "node:path";
import { UserError } from "../user_error.ts";
import { runProcess } from "./process.ts";

const configPath = join(import.meta.dirname ?? ".", "..", "..", "deno.json");

/**
 * Returns a notebook's text with all its cells formatted by the project's rules.
 *
 * @throws {UserError} when a cell cannot be parsed.
 */
export async function formatNotebook(text: string): Promise<string> {
  const result = await runProcess(
    [Deno.execPath(), "fmt", "--quiet", "--config", configPath, "--ext", "ipynb", "-"],
    { input: text, environment: { NO_COLOR: "1" } },
  );
  if (result?.success) return result.stdout;
  throw new UserError(`Cannot format the notebook's cells: ${result?.stderr.trim()}`);
}
