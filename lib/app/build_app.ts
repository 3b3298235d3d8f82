/**
 * The page to draw on, for one run: everything inside, nothing to fetch, so that it works from a
 * file, offline and on any static host.
 */

import { fileURLToPath } from "node:url";
import { fontRules } from "../reports/html/page_style.ts";
import { themeRules } from "../reports/html/page_style.ts";
import { renderAppPage } from "./app_page.ts";
import { loadEnglishWords } from "../reading/language/english.ts";
import type { AppParts } from "./app_data.ts";
import type { BrowserBackend, WordList } from "./client/messages.ts";

/**
 * Builds the page.
 *
 * @param single Whether `index.html` holds everything; else its scripts lie beside it.
 * @returns The text of each file by its name.
 */
export async function buildApp(
  { wasm, examples, ...data }: AppParts,
  { single }: { readonly single: boolean },
): Promise<Map<string, string>> {
  const binary = `globalThis.wasmBinary = "${wasm}";\n`;
  // By itself: the first one installs the bundler, which two cannot do at once.
  const page = await bundleScript("client/page_main.ts");
  const [wasmWorker, webgpuWorker, cpuWorker, save, words, styles, fonts] = await Promise.all(
    [
      bundleWorker("wasm", binary),
      bundleWorker("webgpu"),
      bundleWorker("cpu"),
      bundleScript("client/zip_drawings.ts"),
      listWords(),
      Deno.readTextFile(new URL("styles.css", import.meta.url)),
      fontRules(),
    ],
  );
  // In the order in which the first guess waits for them.
  const scripts = new Map([
    ["worker_wasm.js", wasmWorker],
    ["page.js", page],
    ["data.js", `startReading(${JSON.stringify(data)});\n`],
    ["examples.js", `addExamples(${JSON.stringify(examples)});\n`],
    ["words.js", `learnWords(${JSON.stringify(words)});\n`],
    ["save.js", save],
    ["worker_webgpu.js", webgpuWorker],
    ["worker_cpu.js", cpuWorker],
  ]);
  const rules = fonts + themeRules() + styles;
  const html = renderAppPage({ run: data.run, rules, scripts, single });
  return new Map([["index.html", html], ...(single ? [] : scripts)]);
}

/** Returns a script that holds a worker as text, which begins with `opening`. */
async function bundleWorker(backend: BrowserBackend, opening = ""): Promise<string> {
  const source = JSON.stringify(opening + await bundleScript(`client/worker_${backend}.ts`));
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
