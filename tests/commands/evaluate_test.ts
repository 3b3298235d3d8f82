/** `deno task evaluate` from the outside, on a run that is made first. */

import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import type { ImageDataset } from "../../lib/datasets/dataset.ts";
import { loadDataset } from "../../lib/datasets/load.ts";
import { selectImages } from "../../lib/datasets/stratified_sample.ts";
import { correctness } from "../../lib/evaluation/predictions.ts";
import { readRunMetrics, readRunRecord } from "../../lib/runs/record.ts";
import { hasPermissions, needsPermissions } from "../permissions.ts";
import { createFolderForFile } from "../testdata/temporary_folder.ts";
import { runCommandLine } from "./command_line.ts";
import { writeDataset, writeTinyData } from "./tiny_data.ts";

const folder = createFolderForFile();
const data = join(folder, "data");
const run = join(folder, "run");

if (hasPermissions) {
  await writeTinyData(data);
  const trained = await runCommandLine(
    ...["train", "train", "--data", data, "--limit", "50", "--seed", "4", "--epochs", "3"],
    ...["--backend", "tensorflow", "--batch-size", "8", "--out", run, "--quiet"],
  );
  assertEquals(trained.code, 0, trained.errorOutput);
}

/** What `evaluate --json` and `metrics.json` share. */
async function evaluate(...args: readonly string[]) {
  const { code, output, errorOutput } = await runCommandLine("train", "evaluate", run, ...args);
  assertEquals(code, 0, errorOutput);
  return { metrics: JSON.parse(output), errorOutput };
}

async function assertRefused(args: readonly string[], message: string): Promise<void> {
  const { code, output, errorOutput } = await runCommandLine("train", "evaluate", ...args);
  assertEquals([code, output], [1, ""], errorOutput);
  assert(errorOutput.startsWith(`error: ${message}`), errorOutput);
  assert(!errorOutput.includes("    at "), errorOutput);
}

/** Copies the test split under another name, changed. */
async function writeVariant(
  name: string,
  change: (dataset: ImageDataset) => ImageDataset,
): Promise<string> {
  const place = join(folder, name);
  const dataset = await loadDataset("tiny", "test", { dataFolder: data });
  await writeDataset(place, change({ ...dataset, name }));
  return place;
}

Deno.test(
  "evaluate repeats the figures of a run, drawn as the run drew its images",
  needsPermissions,
  async () => {
    const { seconds: _, imagesPerSecond: __, ...expected } = await readRunMetrics(run);
    const evaluated = await evaluate("--json");
    assertEquals(evaluated.metrics, expected);
    assertEquals(evaluated.errorOutput, "");
    const { output } = await runCommandLine("train", "evaluate", run);
    assert(output.startsWith("tiny test split, 50 images\naccuracy "), output);
  },
);

Deno.test("evaluate measures a run on the images that it held out", needsPermissions, async () => {
  const place = join(folder, "held-out");
  const made = await runCommandLine(
    ...["train", "train", "--data", data, "--epochs", "1", "--backend", "tensorflow"],
    ...["--validation", "0.2", "--evaluation", "validation", "--out", place, "--quiet"],
  );
  assertEquals(made.code, 0, made.errorOutput);
  const on = async (...args: readonly string[]) => {
    const { code, output, errorOutput } = await runCommandLine("train", "evaluate", place, ...args);
    assertEquals(code, 0, errorOutput);
    return { metrics: JSON.parse(output), errorOutput };
  };
  const heldOut = await on("--json", "--evaluation", "validation");
  const { seconds: _, imagesPerSecond: __, temperature: ___, ...expected } = await readRunMetrics(
    place,
  );
  assertEquals(heldOut, { metrics: expected, errorOutput: "" });
  const test = await on("--json");
  assert(test.errorOutput.startsWith("The run was measured on images that it held out"));
  await assertRefused(
    [run, "--evaluation", "validation"],
    "Cannot evaluate on validation images: the run held none out.",
  );
  await assertRefused(
    [place, "--evaluation", "validation", "--data", data],
    "Cannot evaluate on the validation images of other data.",
  );
});

Deno.test(
  "evaluate --help names the range of --shifts, and no other is taken",
  needsPermissions,
  async () => {
    const help = await runCommandLine("train", "evaluate", "--help");
    assertStringIncludes(
      help.output.replaceAll(/\s+/g, " "),
      "so many pixels, 0 to 4 (default: 0)",
    );
    await assertRefused(
      [run, "--shifts", "5"],
      "option '--shifts <pixels>' argument '5' is invalid. Expected a number from 0 to 4.",
    );
  },
);

Deno.test("evaluate averages over shifts, and says so", needsPermissions, async () => {
  const { metrics } = await evaluate("--json", "--shifts", "1");
  assert(metrics.loss !== (await readRunMetrics(run)).loss);
  const { output } = await runCommandLine("train", "evaluate", run, "--shifts", "1");
  assert(output.startsWith("tiny test split, 50 images, each averaged over 9 shifts\n"), output);
});

Deno.test("evaluate gives the same figures on wasm", needsPermissions, async () => {
  const { metrics } = await evaluate("--json", "--backend", "wasm");
  const expected = await readRunMetrics(run);
  assertEquals(metrics.accuracy, expected.accuracy);
  assertAlmostEquals(metrics.loss, expected.loss, 1e-5); // float32
});

Deno.test(
  "evaluate needs no train split, and takes all images of data that are named",
  needsPermissions,
  async () => {
    const place = await writeVariant("testonly", (dataset) => dataset);
    const { metrics, errorOutput } = await evaluate("--json", "--data", place);
    assertEquals(errorOutput, "");
    assertEquals(metrics.perClass.map(({ support }: { support: number }) => support), [
      ...Array(6).fill(10),
    ]);
    await assertRefused(
      [run, "--data", place, "--dataset", "testonli"],
      'Cannot find data set "testonli" (test): ',
    );
  },
);

Deno.test(
  "evaluate matches some of the classes in another order by character",
  needsPermissions,
  async () => {
    const place = await writeVariant("some", (dataset) => {
      // The classes "b" and "A", number 5 and 2 of "01ABab", become 0 and 1.
      const rows = dataset.labels.keys().filter((row) => [5, 2].includes(dataset.labels[row]));
      const selected = selectImages(dataset, Uint32Array.from(rows));
      return {
        ...selected,
        labels: selected.labels.map((label) => label === 5 ? 0 : 1),
        characters: ["b", "A"],
      };
    });
    const { metrics, errorOutput } = await evaluate("--json", "--data", place);
    assertEquals(
      errorOutput,
      '"some" has 2 of the model\'s 6 classes: they are matched by character, and macro figures ' +
        "count the others as 0.\n",
    );
    const supports: [string, number][] = metrics.perClass.map(
      ({ character, support }: { character: string; support: number }) => [character, support],
    );
    assertEquals(supports, [["0", 0], ["1", 0], ["A", 10], ["B", 0], ["a", 0], ["b", 10]]);
    const all = (await evaluate("--json", "--data", join(folder, "testonly"))).metrics;
    const recall = (character: string) =>
      all.perClass.find((entry: { character: string }) => entry.character === character).recall;
    assertAlmostEquals(metrics.accuracy, (recall("A") + recall("b")) / 2, 1e-12);
  },
);

Deno.test(
  "evaluate --keep puts the figures of other data into the run's metrics",
  needsPermissions,
  async () => {
    const before = await readRunMetrics(run);
    const place = await writeVariant("other", (dataset) => dataset);
    const { metrics } = await evaluate("--json", "--data", place, "--keep");
    const { also, ...rest } = await readRunMetrics(run);
    assertEquals(rest, before);
    assertEquals([also?.other.accuracy, also?.other.images], [metrics.accuracy, 60]);
    await assertRefused(
      [run, "--keep"],
      'Cannot keep figures of "tiny": the run has its own of it.\n',
    );
    await assertRefused(
      [run, "--data", place, "--keep", "--shifts", "1"],
      "Cannot keep figures that",
    );
  },
);

Deno.test("evaluate says when the run was measured on other images", needsPermissions, async () => {
  const { predictions } = await readRunRecord(run);
  const copy = join(folder, "moved");
  await Deno.rename(data, copy);
  await writeTinyData(data, { imagesPerClass: { train: 1, test: 9 } });
  const { metrics, errorOutput } = await evaluate("--json");
  assertEquals(errorOutput, 'These are not the images of "tiny" that the run was measured on.\n');
  const right = correctness(predictions).reduce((sum, value) => sum + value, 0);
  assert(metrics.accuracy !== right / 50 || metrics.loss !== (await readRunMetrics(run)).loss);
  await Deno.remove(data, { recursive: true });
  // The folder that the run was given has gone: the data are searched for as usual.
  await assertRefused([run], 'Cannot find data set "tiny" (test): ');
  await Deno.rename(copy, data);
});

Deno.test("evaluate refuses data and runs that do not go together", needsPermissions, async () => {
  const foreign = await writeVariant("foreign", (dataset) => ({
    ...dataset,
    characters: [..."01ABcd"],
  }));
  await assertRefused(
    [run, "--data", foreign],
    'Cannot evaluate on "foreign": the model does not know 2 of its 6 characters: c d.\n' +
      "  Choose data whose characters are among 01ABab.\n",
  );
  const small = await writeVariant("small", (dataset) => ({
    ...dataset,
    images: dataset.images.slice(0, dataset.count * 14 * 14),
    height: 14,
    width: 14,
  }));
  await assertRefused(
    [run, "--data", small],
    'Cannot use the data set "small" (test) with the model "baseline_cnn": ' +
      "expected images of 28 x 28 pixels but found 14 x 14.\n",
  );
  await assertRefused([join(folder, "nowhere")], "Cannot find the run ");
  await assertRefused([data], 'Cannot read "config.json" of the run "data": ');
  const weights = join(run, "model", "weights.bin");
  await Deno.writeFile(weights, (await Deno.readFile(weights)).slice(0, -4));
  await assertRefused([run], `Cannot load the model in "${join(run, "model")}": weights.bin: `);
});
