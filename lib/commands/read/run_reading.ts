/** Reading pictures one after the other: what is printed, what is written, what goes wrong. */

import { basename, dirname, join, relative } from "node:path";
import type { BackendChoice } from "../../backends/backend.ts";
import { type PageScore, scorePage } from "../../evaluation/reading_score.ts";
import { explainError } from "../../machine/system_error.ts";
import { decodePictures } from "../../reading/decode_pictures.ts";
import type { GreyPicture } from "../../reading/picture/grey_picture.ts";
import type { ReadLine } from "../../reading/read_text.ts";
import { readingRecord } from "../../reading/reading_record.ts";
import { openReader, type Reader } from "../../runs/open_reader.ts";
import { UserError } from "../../user_error.ts";
import { createInstallReport } from "../install_report.ts";
import { createPictureBar } from "./picture_bar.ts";
import { listPictures, pictureName, readPictureFile } from "./picture_files.ts";
import { plainText, scoredCharacters, wordsWithBoxes } from "./reading_text.ts";
import { createRestriction, type RestrictionOptions } from "./restriction.ts";
import { cutWrongLines } from "./cut_wrong_lines.ts";
import { finishScore } from "./finish_score.ts";
import { readTruth, styleOf, type Truth } from "./truth_file.ts";
import { requireOverlayPath, writeOverlay } from "./write_overlay.ts";
import { requireOnePicture, writeStages } from "./write_stages.ts";

/** What to read with, and how to show it. */
export interface ReadingOptions extends RestrictionOptions {
  readonly model?: string;
  readonly backend: BackendChoice;
  readonly json?: boolean;
  readonly boxes?: boolean;
  readonly overlay?: string;
  /** The folder for a picture of each stage. */
  readonly stages?: string;
  readonly unsure?: number;
  readonly score?: string;
  readonly out?: string;
  /** Whether the report shows the lines with errors. */
  readonly pictures: boolean;
}

/** Characters less sure than this are drawn in another colour where no other bound is asked for. */
const DEFAULT_UNSURE = 0.8;

/**
 * Reads the pictures at `paths` and prints what stands on them, or with `score` how well they were
 * read. A picture that cannot be read is reported and the rest go on.
 *
 * @returns the exit code: 1 where a picture could not be read, else 0.
 * @throws {UserError} when nothing can be read at all: an option, the run or the backend is at fault.
 */
export async function runReading(
  paths: readonly string[],
  options: ReadingOptions,
): Promise<number> {
  const truth = options.score === undefined ? undefined : await readTruth(options.score);
  const pictures = await listPictures(paths.length > 0 ? paths : picturesOf(truth, options.score));
  if (options.overlay !== undefined) requireOverlayPath(options.overlay, pictures.length);
  if (options.stages !== undefined) requireOnePicture(options.stages, pictures.length);
  const restriction = await createRestriction(options);
  const reader = await openReader({
    run: options.model,
    backend: options.backend,
    restriction,
    report: createInstallReport({ quiet: options.json }),
  });
  // Lines of the next picture are found while the network reads those of one.
  const startReading = (path: string) => {
    const reading = readPicture(path, reader, options);
    // It is awaited in its turn, and told of then.
    reading.catch(() => {});
    return reading;
  };
  const bar = createPictureBar(pictures.length);
  const scores: PageScore[] = [];
  const wrongLines = new Map<string, readonly string[]>();
  const start = performance.now();
  let failed = 0;
  let next: Promise<ReadPage[]> | undefined;
  for (const [index, path] of pictures.entries()) {
    const reading = next ?? startReading(path);
    next = index + 1 < pictures.length ? startReading(pictures[index + 1]) : undefined;
    try {
      const pages = await reading;
      const lines = pages.flatMap((page) => page.lines);
      if (truth === undefined) {
        bar.print(() => printPages(pages, options, pictures.length > 1));
      } else {
        const stands = truthOf(path, truth, options.score);
        const read = scoredCharacters(lines);
        const score = scorePage({ file: path, style: styleOf(path), truth: stands, read });
        scores.push(score);
        if (options.pictures) wrongLines.set(path, cutWrongLines(pages, score));
      }
    } catch (error) {
      const explained = explainError(error);
      if (explained === undefined) throw error;
      failed += 1;
      bar.print(() => console.error(`error: ${explained.message}\n  ${explained.hint}`));
    }
    bar.advance();
  }
  bar.stop();
  reader.dispose();
  if (scores.length > 0) {
    const secondsPerPage = (performance.now() - start) / 1000 / pictures.length;
    await finishScore(scores, wrongLines, { ...options, secondsPerPage });
  }
  return failed > 0 ? 1 : 0;
}

/** A page of a picture with what was read. */
interface ReadPage {
  /** The picture's path, and behind it the page's number where there are several. */
  readonly name: string;
  readonly picture: GreyPicture;
  readonly lines: readonly ReadLine[];
}

async function readPicture(
  path: string,
  reader: Reader,
  { overlay, stages, unsure = DEFAULT_UNSURE }: ReadingOptions,
): Promise<ReadPage[]> {
  const pages: ReadPage[] = [];
  for await (const picture of decodePictures(await readPictureFile(path), pictureName(path))) {
    if (stages !== undefined) await writeStages(stages, pages.length + 1, picture);
    const lines = await reader.read(picture);
    if (overlay !== undefined && pages.length === 0) {
      await writeOverlay(overlay, picture, lines, unsure);
    }
    pages.push({ name: path, picture, lines });
  }
  if (pages.length === 1) return pages;
  return pages.map((page, index) => ({ ...page, name: `${path}[${index + 1}]` }));
}

function printPages(
  pages: readonly ReadPage[],
  { json, boxes, unsure }: ReadingOptions,
  isNamed: boolean,
): void {
  for (const { name, lines } of pages) {
    if (lines.length === 0) console.error(`${name}: no letters or digits found`);
    if (json) {
      console.log(JSON.stringify(readingRecord(name, lines)));
    } else if (lines.length > 0) {
      if (isNamed || pages.length > 1) console.log(`${name}:`);
      console.log(boxes ? wordsWithBoxes(lines) : plainText(lines, unsure));
    }
  }
}

/** Returns what stands on a picture: the truth names it by its place beside it, or by its file. */
function truthOf(path: string, truth: Truth, truthPath = "") {
  const lines = truth.get(relative(dirname(truthPath), path)) ?? truth.get(basename(path));
  if (lines !== undefined) return lines;
  throw new UserError(`Cannot score "${path}": the truth does not say what stands on it.`, {
    hint: `"${truthPath}" names ${truth.size} pictures.`,
  });
}

/** Returns the paths of the pictures that a file of the truth tells of. */
function picturesOf(truth: Truth | undefined, path = ""): string[] {
  if (truth !== undefined) return [...truth.keys()].map((name) => join(dirname(path), name));
  throw new UserError("Cannot read: expected pictures but found none.", {
    hint: "Name files or folders, or - for standard input: deno task read page.jpg",
  });
}
