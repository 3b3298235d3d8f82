/**
 * The page to draw on, for one run: everything inside, nothing to fetch, so that it works from a
 * file, offline and on any static host.
 */

import { fileURLToPath } from "node:url";
import { fontRules } from "../reports/html/page_style.ts";
import { themeRules } from "../reports/html/page_style.ts";
import { renderAppPage } from "./app_page.ts";
import type { AppData } from "./client/messages.ts";

/**
 * Builds the page.
 *
 * @param single Whether `index.html` holds everything; else its scripts lie beside it.
 * @returns The text of each file by its name.
 */
export async function buildApp(
  data: AppData,
  { single }: { readonly single: boolean },
): Promise<Map<string, string>> {
  const [page, worker, styles, fonts] = await Promise.all([
    bundleScript("client/page_main.ts"),
    bundleScript("client/worker_main.ts"),
    Deno.readTextFile(new URL("styles.css", import.meta.url)),
    fontRules(),
  ]);
  const scripts = new Map([
    ["data.js", `globalThis.appData = ${JSON.stringify(data)};\n`],
    ["worker.js", `globalThis.workerSource = ${JSON.stringify(worker)};\n`],
    ["page.js", page],
  ]);
  const rules = fonts + themeRules() + styles;
  const html = renderAppPage({ run: data.run, rules, scripts, single });
  return new Map([["index.html", html], ...(single ? [] : scripts)]);
}

/** Returns a module with all that it imports as one script for a browser. */
async function bundleScript(path: string): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["bundle", "--quiet", "--platform", "browser", "--format", "iife", "--minify"],
      fileURLToPath(new URL(path, import.meta.url)),
    ],
  }).output();
  if (code === 0) return new TextDecoder().decode(stdout);
  throw new Error(`Cannot bundle ${path}: ${new TextDecoder().decode(stderr)}`);
}
