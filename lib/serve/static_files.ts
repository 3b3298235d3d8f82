/** The files that the server gives out: read once when it starts, so that no request opens one. */

import "swagger-ui-dist/package.json" with { type: "json" };

import { extname, join, relative } from "node:path";
import { isFolder } from "../machine/existing_path.ts";

/** A file and how it is sent. */
interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

/** The files by the path of a request. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

const contentTypes: Readonly<Record<string, string>> = {
  ".bin": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/** Returns a page without styles of its own. */
const page = (title: string, body: string) =>
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
${body}
`;

/** Where there is no drawing page yet. */
const placeholder = page(
  "Handwritten characters",
  `<h1>Handwritten characters</h1>
<p>The server runs. <a href="/docs">What it can be asked</a>.</p>
<p>The page to draw on is not built: run <code>deno task app</code>, then start the server again.</p>`,
);

/** The page that shows `/openapi.json`; its script and style are the package's own. */
const documentation = page(
  "Handwritten characters: requests and answers",
  `<link rel="stylesheet" href="/docs/swagger-ui.css">
<div id="documentation"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>`,
);

const start = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#documentation" });\n`;

/** Loads the pages: the drawing page from `appFolder`, where that is built, and the description's. */
export async function loadStaticFiles(appFolder: string): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>([
    ["/", fileOf("index.html", placeholder)],
    ["/docs", fileOf("docs.html", documentation)],
    ["/docs/start.js", fileOf("start.js", start)],
  ]);
  for (const name of ["swagger-ui.css", "swagger-ui-bundle.js"]) {
    const url = new URL(name, import.meta.resolve("swagger-ui-dist/package.json"));
    files.set(`/docs/${name}`, fileOf(name, await Deno.readFile(url)));
  }
  if (!await isFolder(appFolder)) return files;
  for (const path of await listFiles(appFolder)) {
    const name = relative(appFolder, path).replaceAll("\\", "/");
    const file = fileOf(name, await Deno.readFile(path));
    files.set(`/${name}`, file);
    if (name === "index.html") files.set("/", file);
  }
  return files;
}

async function listFiles(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isFile, isDirectory } of Deno.readDir(folder)) {
    if (isFile) paths.push(join(folder, name));
    if (isDirectory) paths.push(...await listFiles(join(folder, name)));
  }
  return paths;
}

function fileOf(name: string, contents: string | Uint8Array<ArrayBuffer>): StaticFile {
  const bytes = typeof contents === "string"
    ? Uint8Array.from(new TextEncoder().encode(contents))
    : contents;
  const contentType = contentTypes[extname(name)] ?? "application/octet-stream";
  return { bytes, headers: { "content-type": contentType, "x-content-type-options": "nosniff" } };
}
