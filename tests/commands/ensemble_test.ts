/** `deno task ensemble` from the outside, on runs that are made first. */

import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { loadDataset } from "../../lib/datasets/load.ts";
import { readRunMetrics, readRunRecord } from "../../lib/runs/record.ts";
import { hasPermissions, needsPermissions } from "../permissions.ts";
import { createFolderForFile } from "../testdata/temporary_folder.ts";
import { runCommandLine } from "./command_line.ts";
import { writeDataset, writeTinyData } from "./tiny_data.ts";

const folder = createFolderForFile();
const data = join(folder, "data");

/** Trains a run for an epoch and returns its folder. */
async function train(name: string, ...args: readonly string[]): Promise<string> {
  const out = join(folder, name);
  const { code, errorOutput } = await runCommandLine(
    ...["train", "train", "--data", data, "--epochs", "1", "--batch-size", "8", "--out", out],
    ...["--model", "small", "--backend", "tensorflow", "--precision", "float32", "--quiet"],
    ...args,
  );
  assertEquals(code, 0, errorOutput);
  return out;
}

if (hasPermissions) await writeTinyData(data);
const plain = hasPermissions ? await train("plain") : "";
/** A run with a temperature. */
const validated = hasPermissions
  ? await train("validated", "--seed", "1", "--validation", "0.2")
  : "";

async function ensemble(...args: readonly string[]) {
  const { code, output, errorOutput } = await runCommandLine("train", "ensemble", ...args);
  assertEquals(code, 0, errorOutput);
  return { output, errorOutput };
}

async function assertRefused(args: readonly string[], message: string): Promise<void> {
  const { code, output, errorOutput } = await runCommandLine("train", "ensemble", ...args);
  assertEquals([code, output], [1, ""], errorOutput);
  assert(errorOutput.startsWith(`error: ${message}`), errorOutput);
  assert(!errorOutput.includes("    at "), errorOutput);
}

Deno.test(
  "ensemble averages what its runs answer at their temperatures",
  needsPermissions,
  async () => {
    const out = join(folder, "ensemble");
    const { output, errorOutput } = await ensemble(plain, validated, "--out", out);
    assertEquals(errorOutput, "");
    assert(output.startsWith("mean of 2 runs, tiny test split, 60 images\naccuracy "), output);

    const [first, second, mean] = [
      await readRunRecord(plain),
      await readRunRecord(validated),
      await readRunRecord(out),
    ];
    const { temperature } = second.metrics;
    assert(temperature !== undefined && temperature !== 1);
    const classes = 6;
    // At the temperature t a probability p becomes p^(1/t), over the sum of these in its row.
    const powers = second.predictions.probabilities.map((p) => p ** (1 / temperature));
    let right = 0;
    for (let image = 0; image < 60; image++) {
      const row = [...powers.subarray(image * classes, (image + 1) * classes)];
      const sum = row.reduce((total, power) => total + power, 0);
      const expected = row.map((power, label) =>
        (power / sum + first.predictions.probabilities[image * classes + label]) / 2
      );
      expected.forEach((probability, label) => {
        const found = mean.predictions.probabilities[image * classes + label];
        assertAlmostEquals(found, probability, 1e-5); // float32 and the files' digits
      });
      if (expected.indexOf(Math.max(...expected)) === mean.predictions.labels[image]) right += 1;
    }
    assertEquals(mean.metrics.accuracy, right / 60);
    assertEquals(mean.metrics.temperature, undefined);
    assertEquals(mean.metrics.parameters, first.metrics.parameters + second.metrics.parameters);
    assertEquals(mean.config.ensemble, [
      { run: plain, temperature: 1, accuracy: first.metrics.accuracy },
      { run: validated, temperature, accuracy: second.metrics.accuracy },
    ]);
  },
);

Deno.test(
  "report and compare take an ensemble, evaluate and another ensemble name its runs",
  needsPermissions,
  async () => {
    const out = join(folder, "reported");
    await ensemble(plain, validated, "--out", out);
    await Deno.remove(join(out, "report.md"));
    const report = await runCommandLine("report", "report", out);
    assertEquals([report.code, report.errorOutput], [0, ""]);
    const text = await Deno.readTextFile(join(out, "report.md"));
    assertStringIncludes(text, "## What was averaged");
    assertStringIncludes(text, `| ${validated} |`);
    assert(!text.includes("How the training went"));
    const compared = await runCommandLine("report", "compare", plain, out, "--json");
    assertEquals(compared.code, 0, compared.errorOutput);
    const [, { name, accuracy }] = JSON.parse(compared.output).runs;
    assertEquals([name, accuracy.value], ["reported", (await readRunMetrics(out)).accuracy]);

    const message =
      `Cannot load the model of "${out}": expected one network but found an ensemble ` +
      `of 2 runs\n  Name one of its runs: ${plain}, ${validated}.\n`;
    const evaluated = await runCommandLine("train", "evaluate", out);
    assertEquals([evaluated.code, evaluated.errorOutput], [1, `error: ${message}`]);
    await assertRefused([plain, out], message);
    await assertRefused([plain, validated, "--out", out], "Cannot write a run to ");
  },
);

Deno.test(
  "ensemble measures on other data, whose classes it matches by character",
  needsPermissions,
  async () => {
    const place = join(folder, "other-data");
    const tiny = await loadDataset("tiny", "test", { dataFolder: data });
    // The classes 0 to 5 of "01ABab", in the opposite order.
    const labels = tiny.labels.map((label) => 5 - label);
    await writeDataset(place, { ...tiny, name: "other", labels, characters: [..."baBA10"] });
    const out = join(folder, "on-other");
    const { errorOutput } = await ensemble(plain, validated, "--data", place, "--out", out);
    assertStringIncludes(errorOutput, '"other" has the model\'s 6 classes in another order');
    const own = join(folder, "on-own");
    await ensemble(plain, validated, "--out", own);
    assertEquals((await readRunMetrics(out)).accuracy, (await readRunMetrics(own)).accuracy);
    const report = await runCommandLine("report", "report", out);
    assertEquals([report.code, report.errorOutput], [0, ""]); // it finds the images again
  },
);

Deno.test(
  "ensemble refuses one run, a run twice, other images and other classes",
  needsPermissions,
  async () => {
    await assertRefused(
      [plain],
      "Cannot make an ensemble: expected two or more runs but found 1\n",
    );
    await assertRefused(
      [plain, join(plain, "..", "plain")],
      "Cannot make an ensemble: expected different runs but found ",
    );
    const limited = await train("limited", "--limit", "50");
    await assertRefused(
      [plain, limited],
      `Cannot average "${limited}" with "${plain}": expected the same 60 test images of tiny but ` +
        "found 50 other test images of tiny\n",
    );
    await ensemble(plain, limited, "--data", data, "--out", join(folder, "named-data"));
    const place = join(folder, "foreign-data");
    await writeTinyData(place, { name: "foreign", characters: [..."01ABba"] });
    const foreign = await train("foreign", "--data", place);
    await assertRefused(
      [plain, foreign],
      `Cannot average "${foreign}" with "${plain}": expected the classes 0 1 A B a b but found ` +
        "0 1 A B b a\n  Choose runs that were trained on the same classes, in the same order.\n",
    );
  },
);

Deno.test(
  "train --teacher learns what an ensemble answers, on its own classes only",
  needsPermissions,
  async () => {
    const teacher = join(folder, "teacher");
    await ensemble(plain, validated, "--out", teacher);
    const { predictions: taught } = await readRunRecord(teacher);
    const student = async (name: string, ...args: readonly string[]) =>
      await readRunRecord(await train(name, "--from", plain, "--epochs", "4", ...args));
    const pupil = await student("pupil", "--teacher", teacher);
    assertEquals(pupil.config.options.teacher, teacher);
    const alone = await student("alone");
    // The mean cross-entropy with the teacher's answers: who learnt them is nearer to them.
    const distance = (record: typeof pupil) =>
      record.predictions.probabilities.reduce(
        (sum, probability, index) => sum - taught.probabilities[index] * Math.log(probability),
        0,
      );
    assert(distance(pupil) < distance(alone), `${distance(pupil)} and ${distance(alone)}`);

    const place = join(folder, "foreign-pupil");
    await writeTinyData(place, { name: "foreign", characters: [..."01ABba"] });
    const refused = await runCommandLine(
      ...["train", "train", "--data", place, "--epochs", "1", "--batch-size", "8", "--quiet"],
      ...["--out", join(folder, "refused"), "--teacher", teacher],
    );
    assertEquals(refused.code, 1);
    assertStringIncludes(
      refused.errorOutput,
      `error: Cannot learn from "${plain}": expected the classes 0 1 A B b a but found 0 1 A B a b\n`,
    );
  },
);
