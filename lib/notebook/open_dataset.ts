/** The first step of every notebook: getting a data set and saying in one place which one it is. */

import type { ImageDataset } from "../datasets/dataset.ts";
import { megabytes } from "../machine/disk_space.ts";
import { loadDataset } from "../datasets/load.ts";
import { locateDataset } from "../datasets/locate.ts";
import { type Broadcast, flushDisplays, kernelBroadcast, LiveDisplay } from "./display.ts";
import { textBundle } from "./show.ts";

/** Milliseconds between two updates of a download's progress. */
const UPDATE_MILLISECONDS = 500;

/** Options of {@linkcode openDataset}. */
export interface OpenDatasetOptions {
  /**
   * The data set that is wanted.
   *
   * @default {what `deno task train` takes: balanced, downloaded if need be, emnist47, synthetic}
   */
  readonly name?: string;
  /**
   * The most images of each split, drawn so that every class keeps its share.
   *
   * @default {all}
   */
  readonly limit?: number;
}

/** Both splits of a data set. */
export interface OpenedDataset {
  readonly train: ImageDataset;
  readonly test: ImageDataset;
}

/**
 * Finds, downloads or draws a data set and loads both splits; one place in the cell's output shows
 * the progress of a download and in the end what was taken and why.
 *
 * @throws {UserError} when the wanted data set cannot be had, or outside a Deno kernel.
 */
export async function openDataset(
  { name, limit }: OpenDatasetOptions = {},
  broadcast: Broadcast = kernelBroadcast(),
): Promise<OpenedDataset> {
  const display = new LiveDisplay(broadcast);
  let lastUpdate = -Infinity;
  const located = await locateDataset({
    name,
    announce: (line) => display.show(textBundle(line)),
    progress({ fileName, doneBytes, totalBytes }) {
      if (performance.now() - lastUpdate < UPDATE_MILLISECONDS) return;
      lastUpdate = performance.now();
      const total = totalBytes === undefined ? "" : ` of ${megabytes(totalBytes)}`;
      display.show(textBundle(`Downloading ${fileName}: ${megabytes(doneBytes)}${total}`));
    },
  });
  const warnings: string[] = [];
  const options = { limit, announce: (line: string) => warnings.push(line) };
  const train = await loadDataset(located, "train", options);
  const test = await loadDataset(located, "test", options);
  await display.show(textBundle(describe({ train, test }, warnings, name)));
  await flushDisplays();
  return { train, test };
}

/** Says in Markdown what was opened, and why it is not official Balanced when nobody chose it. */
function describe(
  { train, test }: OpenedDataset,
  warnings: readonly string[],
  wanted: string | undefined,
): string {
  const counts = [train, test].map(({ count }) => count.toLocaleString("en"));
  const paragraphs = [
    `**${train.name}**: ${counts[0]} images to learn from, ${counts[1]} to test with, ` +
    `${train.characters.length} characters.`,
    ...warnings,
  ];
  if (wanted === undefined && train.name !== "balanced") {
    paragraphs.push(
      "It stands in for Balanced, which is not on this machine: `deno task data balanced` fetches it.",
    );
  }
  return paragraphs.join("\n\n");
}
