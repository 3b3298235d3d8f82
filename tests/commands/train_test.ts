/** `deno task train` from the outside: what it leaves, and what interrupting it changes: nothing. */

import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { join } from "node:path";
import { loadDataset } from "../../lib/datasets/load.ts";
import { loadModel } from "../../lib/models/model_files.ts";
import { readRunRecord } from "../../lib/runs/record.ts";
import { RUN_FILES } from "../../lib/runs/folder.ts";
import { hasPermissions, needsPermissions } from "../permissions.ts";
import { createFolderForFile } from "../testdata/temporary_folder.ts";
import { writeDataset, writeTinyData } from "./tiny_data.ts";
import { train, TrainProcess } from "./train/train_process.ts";

await tf.setBackend("cpu");
const folder = createFolderForFile();
const data = join(folder, "data");
if (hasPermissions) await writeTinyData(data);
const epochs = 6;
/** 240 images in steps of 7: 35 steps an epoch, of which the last has two images. */
const options = [
  ...["--data", data, "--epochs", String(epochs), "--batch-size", "7", "--seed", "3"],
  ...["--backend", "tensorflow", "--validation", "0.1"],
];
const through = join(folder, "through");

async function weightsOf(run: string): Promise<Uint8Array> {
  return await Deno.readFile(join(run, "model", "weights.bin"));
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

Deno.test(
  "train leaves a complete run folder and says one line an epoch",
  needsPermissions,
  async () => {
    const { code, output, errorOutput } = await train(...options, "--out", through);
    assertEquals(code, 0, errorOutput);
    const lines = errorOutput.trim().split("\n");
    assertEquals(lines.slice(0, -epochs), [
      "Data: tiny, 216 training, 24 held out, 60 images to evaluate on, 6 classes",
      "Model: baseline, 241,030 parameters; recipe plain, 6 epochs of batches of 7",
      lines[2],
    ]);
    assertMatch(lines[2], /^Backend: tensorflow 2\.\d+\.\d+, float32, \d+ threads on ./);
    lines.slice(-epochs).forEach((line, index) => {
      assert(line.startsWith(`epoch ${index + 1}/6 | loss `), line);
      assertMatch(line, / \| accuracy [\d.]+ % \| validation loss .* images\/s \| \d+ s$/);
    });
    assert(output.startsWith("tiny test split, 60 images\naccuracy "), output);
    assert(output.trimEnd().endsWith(`Run: ${through}`), output);
    assertEquals(await isThere(join(through, RUN_FILES.checkpoint)), false);
    for (const file of ["report.md", "report.html", "charts"]) {
      assert(await isThere(join(through, file)), file);
    }

    const { config, history, metrics, predictions } = await readRunRecord(through);
    assertEquals(config.command.startsWith(`deno task train --data ${data} --epochs 6`), true);
    assertEquals(config.options.batchSize, 7);
    assertEquals(config.dataset.name, "tiny");
    const { trainCount, validationCount, testCount } = config.dataset;
    assertEquals([trainCount, validationCount, testCount], [216, 24, 60]);
    assertEquals(config.dataset.sources.length, 6);
    assertEquals(config.backend.name, "tensorflow");
    assertEquals(history.map(({ epoch }) => epoch), [1, 2, 3, 4, 5, 6]);
    assert(history.every(({ validationLoss }) => validationLoss !== null));
    assert(history[5].loss < history[0].loss);
    assert(metrics.accuracy > 2 / 6, "better than chance");
    assert(metrics.temperature !== undefined);
    assertEquals(predictions.labels.length, 60);
  },
);

Deno.test("train begins with the weights of another run", needsPermissions, async () => {
  const out = join(folder, "from");
  const still = ["--epochs", "1", "--learning-rate", "1e-9"]; // so small that nothing is learnt
  const begin = ["--data", data, "--backend", "tensorflow", "--from", through];
  const { code, errorOutput } = await train(...begin, ...still, "--out", out);
  assertEquals(code, 0, errorOutput);
  const [before, after] = [await readRunRecord(through), await readRunRecord(out)];
  assertEquals(after.config.options.from, through);
  before.predictions.probabilities.forEach((probability, index) =>
    assertAlmostEquals(after.predictions.probabilities[index], probability, 1e-5)
  );
  const other = await train(...begin, "--model", "small", "--out", join(folder, "other"));
  assertEquals(other.code, 1);
  assertMatch(other.errorOutput, /expected small_cnn but found baseline_cnn/);
});

Deno.test(
  "train saves a model that plain tfjs loads and that predicts the same",
  needsPermissions,
  async () => {
    const { predictions } = await readRunRecord(through);
    const { images } = await loadDataset("tiny", "test", { dataFolder: data });
    const model = await loadModel(join(through, "model"));
    const input = tf.tensor4d(Float32Array.from(images, (pixel) => pixel / 255), [60, 28, 28, 1]);
    const output = model.predict(input);
    assert(output instanceof tf.Tensor);
    output.dataSync().forEach((value, index) =>
      // predictions.csv.gz keeps float16.
      assertAlmostEquals(value, predictions.probabilities[index], 1e-3)
    );
  },
);

Deno.test(
  "train interrupted by Ctrl-C in mid-epoch and while writing ends with the same weights",
  needsPermissions,
  async () => {
    const run = join(folder, "interrupted");
    const first = new TrainProcess(...options, "--out", run);
    await first.errorsWith("epoch 2/6");
    await pause(10);
    // One key in a terminal is a signal from it, one from `npx` and one from `deno task`.
    for (let signals = 0; signals < 3; signals++) first.kill("SIGINT");
    const stopped = await first.end();
    assertEquals(stopped.code, 130, stopped.errorOutput);
    const lastLine = stopped.errorOutput.trim().split("\n").at(-1) ?? "";
    assertMatch(lastLine, /^Stopped in epoch [3-6] of 6\. To go on: deno task train --resume /);
    assert(lastLine.endsWith(run));
    assert(await isThere(join(run, RUN_FILES.checkpoint)));

    const second = new TrainProcess("--resume", run);
    await second.writes(join(run, "config.json"));
    second.kill("SIGINT");
    const writing = await second.end();
    assertEquals(writing.code, 130, writing.errorOutput);
    assert(writing.errorOutput.includes("Stopped while the run was written. To go on: "));
    assert(await isThere(join(run, RUN_FILES.checkpoint)));

    const { code, output, errorOutput } = await train("--resume", run, "--quiet");
    assertEquals([code, output, errorOutput], [0, `Run: ${run}\n`, ""]);
    assertEquals(await weightsOf(run), await weightsOf(through));
    const [resumed, expected] = [await readRunRecord(run), await readRunRecord(through)];
    assertEquals(resumed.predictions, expected.predictions);
    assertEquals(
      resumed.history.map(({ loss, validationLoss }) => [loss, validationLoss]),
      expected.history.map(({ loss, validationLoss }) => [loss, validationLoss]),
    );
    // The run keeps how it began, not how it was resumed.
    assertEquals(resumed.config.command, expected.config.command.replace(through, run));
    assert(!await isThere(join(run, RUN_FILES.checkpoint)));
    const again = await train("--resume", run);
    assertEquals(again.code, 1);
    assert(again.errorOutput.startsWith(`error: Cannot resume "${run}": the run is finished.\n`));
  },
);

Deno.test(
  "train killed at random moments ends with the same weights",
  needsPermissions,
  async () => {
    const run = join(folder, "killed");
    let args = ["--out", run, ...options];
    let isFinished = false;
    for (let kills = 0; kills < 4 && !isFinished; kills++) {
      const process = new TrainProcess(...args);
      await process.writes(join(run, RUN_FILES.checkpoint));
      if (kills > 0) await process.errorsWith("Backend: ");
      await pause(600 * Math.random());
      process.kill("SIGKILL");
      isFinished = (await process.end()).code === 0;
      args = ["--resume", run];
    }
    if (!isFinished) {
      // As if a file had been half written.
      await Deno.writeTextFile(join(run, `${RUN_FILES.checkpoint}.1.partial`), "");
      const { code, errorOutput } = await train("--resume", run);
      assertEquals(code, 0, errorOutput);
    }
    assertEquals(await weightsOf(run), await weightsOf(through));
    const names = Array.from(Deno.readDirSync(run), ({ name }) => name);
    assertEquals(names.filter((name) => /partial|checkpoint/.test(name)), []);
  },
);

Deno.test(
  "train interrupted before its first step leaves a run to resume, or none",
  needsPermissions,
  async () => {
    const run = join(folder, "early");
    const starting = new TrainProcess("--dataset", "synthetic", "--limit", "50", "--out", run);
    await pause(100);
    starting.kill("SIGINT");
    assertEquals((await starting.end()).code, 130);
    assert(!await isThere(join(run, RUN_FILES.checkpoint)));

    const process = new TrainProcess(...options, "--out", run);
    await process.writes(join(run, RUN_FILES.checkpoint));
    process.kill("SIGINT");
    const { code, errorOutput } = await process.end();
    assertEquals(code, 130);
    assertMatch(errorOutput, /Stopped in epoch [12] of 6\. To go on: /);
  },
);

Deno.test(
  "train goes on where its data lie now, by a command that can be pasted",
  needsPermissions,
  async () => {
    const [place, moved] = [join(folder, "place"), join(folder, "moved")];
    await writeTinyData(place);
    const run = join(folder, "my run");
    const process = new TrainProcess(...options.with(1, place), "--out", run);
    await process.errorsWith("epoch 1/6");
    process.kill("SIGINT");
    const { errorOutput } = await process.end();
    assert(
      errorOutput.trimEnd().endsWith(`To go on: deno task train --resume '${run}'`),
      errorOutput,
    );
    await Deno.rename(place, moved);
    const lost = await train("--resume", run);
    assertEquals(lost.code, 1);
    assert(
      lost.errorOutput.startsWith(`error: Cannot search "${place}" for data`),
      lost.errorOutput,
    );
    const { code, output } = await train("--resume", run, "--data", moved, "--quiet");
    assertEquals([code, output], [0, `Run: ${run}\n`]);
    assertEquals(await weightsOf(run), await weightsOf(through));
  },
);

Deno.test(
  "train refuses a folder that another process writes to, and a test split of another size",
  needsPermissions,
  async () => {
    const run = join(folder, "shared");
    const first = new TrainProcess(...options, "--out", run);
    await first.writes(join(run, RUN_FILES.checkpoint));
    const message = `error: Cannot write a run to "${run}": another process is writing one there.`;
    for (const args of [[...options, "--out", run], ["--resume", run]]) {
      const { code, errorOutput } = await train(...args);
      assertEquals(code, 1);
      assert(errorOutput.startsWith(message), errorOutput);
    }
    first.kill("SIGKILL");
    await first.end();

    const mixed = join(folder, "mixed");
    const split = await loadDataset("tiny", "train", { dataFolder: data });
    const small = await loadDataset("tiny", "test", { dataFolder: data });
    await writeDataset(mixed, { ...split, name: "mixed" });
    await writeDataset(mixed, {
      ...small,
      name: "mixed",
      images: small.images.slice(0, small.count * 14 * 14),
      height: 14,
      width: 14,
    });
    const { code, errorOutput } = await train("--data", mixed, "--backend", "tensorflow");
    assertEquals(code, 1);
    assert(
      errorOutput.startsWith(
        'error: Cannot use the data set "mixed" (test) with the model "baseline_cnn"',
      ),
      errorOutput,
    );
  },
);
