/**
 * The page to draw on, for one run: everything inside, nothing to fetch, so that it works from a
 * file, offline and on any static host.
 */

import { fileURLToPath } from "node:url";
import { fontRules } from "../reports/html/page_style.ts";
import { themeRules } from "../reports/html/page_style.ts";
import { renderAppPage } from "./app_page.ts";
import { loadEnglishWords } from "../reading/language/english.ts";
import type { AppData, Backend, WordList } from "./client/messages.ts";

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
  const [page, wasm, webgpu, cpu, words, styles, fonts] = await Promise.all([
    bundleScript("client/page_main.ts"),
    bundleWorker("wasm"),
    bundleWorker("webgpu"),
    bundleWorker("cpu"),
    listWords(),
    Deno.readTextFile(new URL("styles.css", import.meta.url)),
    fontRules(),
  ]);
  // What the first answer needs comes first, and the worker, which takes longest to start, before that.
  const scripts = new Map([
    ["worker_wasm.js", wasm],
    ["page.js", page],
    ["data.js", `startReading(${JSON.stringify(data)});\n`],
    ["words.js", `learnWords(${JSON.stringify(words)});\n`],
    ["worker_webgpu.js", webgpu],
    ["worker_cpu.js", cpu],
  ]);
  const rules = fonts + themeRules() + styles;
  const html = renderAppPage({ run: data.run, rules, scripts, single });
  return new Map([["index.html", html], ...(single ? [] : scripts)]);
}

/** Returns a script that holds a worker as text. */
async function bundleWorker(backend: Backend): Promise<string> {
  const source = JSON.stringify(await bundleScript(`client/worker_${backend}.ts`));
  return `(globalThis.workerSources ??= {}).${backend} = ${source};\n`;
}

/** Returns the English words, those together that are as common. */
async function listWords(): Promise<WordList[]> {
  const byWeight = Map.groupBy(await loadEnglishWords(), ({ weight }) => weight);
  return Array.from(byWeight, ([weight, words]) => ({
    weight,
    words: words.map(({ word }) => word).join(" "),
  }));
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
