/** The shape of `lib/`: which way imports point, how long files are, how they are called. */

import { assertEquals } from "@std/assert";
import { dirname, join, normalize } from "node:path";
import { checkout, listSourceFiles } from "./documentation/pages.ts";
import { hasPermissions, needsPermissions } from "./permissions.ts";

/** Folders of `lib/`, each layer above those that it may import from; CONTRIBUTING.md explains them. */
const layers = [
  ["machine"],
  ["datasets"],
  ["training"],
  ["models", "backends"],
  ["recipes"],
  ["evaluation", "reading"],
  ["runs"],
  ["frames", "charts"],
  ["reports"],
  ["exports"],
  ["serve", "cluster", "tensorboard", "app"],
  ["notebook", "jupyter"],
  ["commands"],
];

const maximumLines = 220;

const vagueNames = /^(utils?|helpers?|common|misc|shared|tools?|stuff|functions|types|index)\.ts$/;

const files = await Promise.all(
  (hasPermissions ? await listSourceFiles("lib") : []).map(async (path) => ({
    path,
    text: await Deno.readTextFile(join(checkout, path)),
  })),
);

/** Returns the folder of `lib/` that a file belongs to, or an empty text for those directly in it. */
function folderOf(path: string): string {
  const [, folder, ...rest] = path.split("/");
  return rest.length === 0 ? "" : folder;
}

/** Returns the files of the project that a source imports, types and dynamic imports included. */
function importedFiles(path: string, text: string): string[] {
  return [...text.matchAll(/\b(?:from|import)\b\s*\(?\s*"(\.[^"]+)"/g)]
    .map(([, target]) => normalize(join(dirname(path), target)));
}

Deno.test("imports in lib point from higher layers to lower ones", needsPermissions, () => {
  const layerOf = (path: string) => layers.findIndex((layer) => layer.includes(folderOf(path)));
  const wrong = files.flatMap(({ path, text }) =>
    importedFiles(path, text)
      .filter((target) => {
        if (path === "lib/main.ts" || folderOf(path) === folderOf(target)) return false;
        if (target === "deno.json") return false;
        if (!target.startsWith("lib/") || target === "lib/main.ts") return true;
        if (folderOf(target) === "") return false;
        return layerOf(target) >= layerOf(path);
      })
      .map((target) => `${path} imports ${target}`)
  );
  assertEquals(wrong, []);
});

Deno.test(
  "the command line reaches no module that loads Polars, 111 MB for notebooks",
  needsPermissions,
  () => {
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    const reached = new Set(["lib/main.ts"]);
    for (const path of reached) { // A set that grows while it is walked through.
      for (const target of importedFiles(path, texts.get(path) ?? "")) reached.add(target);
    }
    assertEquals(reached.has("lib/reports/write_report.ts"), true);
    assertEquals([...reached].filter((path) => texts.get(path)?.includes('"nodejs-polars"')), []);
  },
);

Deno.test("every folder of lib has a place in the layers", needsPermissions, () => {
  const found = new Set(files.map(({ path }) => folderOf(path)).filter((folder) => folder !== ""));
  assertEquals([...found].sort(), layers.flat().sort());
});

Deno.test(`no file in lib is longer than ${maximumLines} lines`, needsPermissions, () => {
  const long = files.map(({ path, text }) => `${path}: ${text.trimEnd().split("\n").length}`)
    .filter((line) => Number(line.split(": ")[1]) > maximumLines);
  assertEquals(long, []);
});

Deno.test("files are called in snake_case, and by what they hold", needsPermissions, () => {
  const names = files.flatMap(({ path }) => path.split("/").slice(1));
  const wrong = names.filter((name) =>
    !/^[a-z][a-z0-9]*(_[a-z0-9]+)*(\.ts)?$/.test(name) || vagueNames.test(name)
  );
  assertEquals(wrong, []);
});

Deno.test("every module opens with a comment that says what it is", needsPermissions, () => {
  const opening = /^(\/\/\/ <.*>\n+)*\/\*\*/;
  const without = files.filter(({ text }) => !opening.test(text)).map(({ path }) => path);
  assertEquals(without, []);
});

Deno.test("no source switches a check off or leaves work undone", needsPermissions, () => {
  const found = files.flatMap(({ path, text }) =>
    (text.match(/deno-lint-ignore|@ts-(?:ignore|expect-error|nocheck)|\b(?:TODO|FIXME)\b/g) ?? [])
      .map((match) => `${path}: ${match}`)
  );
  assertEquals(found, []);
});
