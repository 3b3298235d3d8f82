/** The texts that document the project, and the parts of them that can be checked. */

import { join, relative, resolve } from "node:path";
import { listNotebooks, readNotebook } from "../../lib/jupyter/notebook_folder.ts";
import { joinText } from "../../lib/jupyter/notebook_file.ts";

/** The root of the repository. */
export const checkout = resolve(import.meta.dirname ?? ".", "../..");

/** One text in Markdown. */
export interface Page {
  /** Path of its file, relative to the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** One fenced code block. */
export interface CodeBlock {
  /** File and line of its first fence. */
  readonly place: string;
  /** The words after the opening fence: the language, then marks such as `no-run`. */
  readonly info: readonly string[];
  readonly code: string;
}

const pagePaths = [
  "README.md",
  "CONTRIBUTING.md",
  "EXPERIMENTS.md",
  "MODEL_CARD.md",
  "data/README.md",
  "docs/cluster.md",
  "docs/exports.md",
  "docs/reading.md",
  "docs/server.md",
  "docs/tensorboard.md",
  "docs/training.md",
  "results/README.md",
];

/** Reads the Markdown files, and the texts of the notebooks. */
export async function readPages(): Promise<Page[]> {
  const pages = pagePaths.map(async (path) => ({
    path,
    text: await Deno.readTextFile(join(checkout, path)),
  }));
  const notebooks = (await listNotebooks()).map(async (path) => {
    const { cells } = (await readNotebook(path)).notebook;
    const texts = cells.filter(({ cell_type }) => cell_type === "markdown")
      .map(({ source }) => joinText(source));
    return { path: relative(checkout, path), text: texts.join("\n\n") };
  });
  return await Promise.all([...pages, ...notebooks]);
}

/** Reads the documentation comments of `mod.ts` and every file under `lib/`, with blank lines between them. */
export async function readDocumentationComments(): Promise<Page[]> {
  const pages: Page[] = [];
  for (const path of ["mod.ts", ...await listSourceFiles("lib")]) {
    const source = await Deno.readTextFile(join(checkout, path));
    // What is no documentation becomes blank, so that line numbers stay those of the file.
    const lines = source.split("\n");
    let inside = false;
    const text = lines.map((line) => {
      inside ||= /^\s*\/\*\*/.test(line);
      const content = inside ? line.replace(/^\s*(\/\*\*|\*\/|\*) ?/, "") : "";
      inside &&= !line.includes("*/");
      return content;
    }).join("\n");
    pages.push({ path, text });
  }
  return pages;
}

/** Returns the TypeScript files under a folder of the repository, sorted. */
export async function listSourceFiles(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(checkout, folder))) {
    const path = `${folder}/${name}`;
    if (isDirectory) paths.push(...await listSourceFiles(path));
    else if (name.endsWith(".ts")) paths.push(path);
  }
  return paths.sort();
}

const FENCED = /^ *```(.*)\n([\s\S]*?)^ *```$/gm;

/** Returns the fenced code blocks of a page. */
export function codeBlocks({ path, text }: Page): CodeBlock[] {
  return [...text.matchAll(FENCED)].map(({ index, 1: info, 2: code }) => ({
    place: `${path}:${text.slice(0, index).split("\n").length}`,
    info: info.trim().split(/\s+/),
    code,
  }));
}

/** Returns what stands between single backticks, with line breaks as blanks. */
export function codeSpans({ text }: Page): string[] {
  return [...text.replaceAll(FENCED, "").matchAll(/(?<!`)`([^`]+)`(?!`)/g)]
    .map(([, span]) => span.replaceAll(/\s+/g, " "));
}

/** Returns the targets of links and pictures. */
export function linkTargets({ text }: Page): string[] {
  const prose = text.replaceAll(FENCED, "").replaceAll(/`[^`]*`/g, "code");
  const links = prose.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g);
  return [...links].map(([, link, source]) => link ?? source);
}

/** Returns the names by which GitHub lets a link reach the headings of a page. */
export function headingAnchors(text: string): string[] {
  return [...text.replaceAll(FENCED, "").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")
  );
}
