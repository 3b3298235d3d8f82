/** `train --tensorboard` from the outside, read back by TensorBoard itself. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { join } from "node:path";
import {
  ensurePythonEnvironment,
  environmentProgram,
  type PythonEnvironmentOptions,
} from "../../lib/machine/python_environment.ts";
import { runProgram } from "../../lib/machine/run_program.ts";
import { readRunRecord } from "../../lib/runs/record.ts";
import { runCommandLine } from "../commands/command_line.ts";
import { writeTinyData } from "../commands/tiny_data.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

const environment: PythonEnvironmentOptions = {
  title: "TensorBoard",
  packages: ["tensorboard==2.21.0", "setuptools==80.9.0"],
  minimumPython: "3.11",
  size: "40 MB",
  hint: "Check the network and pip's index.",
};

/** Prints scalars as [step, value] and images as [step, width, height, whether PIL reads them]. */
const pythonScript = `
import io, json, os, sys
from PIL import Image
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
runs = {}
for name in sorted(os.listdir(sys.argv[1])):
    log = EventAccumulator(os.path.join(sys.argv[1], name)).Reload()
    tags = log.Tags()
    runs[name] = {
        **{tag: [[e.step, e.value] for e in log.Scalars(tag)] for tag in tags["scalars"]},
        **{tag: [[e.step, e.width, e.height, Image.open(io.BytesIO(e.encoded_image_string)).size == (e.width, e.height)]
                 for e in log.Images(tag)] for tag in tags["images"]},
    }
print(json.dumps(runs))
`;

Deno.test(
  "train --tensorboard writes what TensorBoard reads",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const [data, run, log] = ["data", "run", "log"].map((name) => join(folder, name));
      await writeTinyData(data);
      const { code, errorOutput } = await runCommandLine(
        ...["train", "train", "--data", data, "--epochs", "2", "--batch-size", "4", "--seed", "1"],
        ...["--backend", "tensorflow", "--validation", "0.1", "--out", run, "--quiet"],
        ...["--tensorboard", log],
      );
      assertEquals(code, 0, errorOutput);
      await ensurePythonEnvironment(environment, console.error);
      const python = environmentProgram(environment, "python");
      const result = await runProgram(python, ["-c", pythonScript, log]);
      assert(result?.exitCode === 0, result?.errorOutput);
      const { train, validation, test } = JSON.parse(result.output);
      const { history, metrics } = await readRunRecord(run);

      // 216 images, 54 batches an epoch: a point after batches 20 and 40 of each.
      assertEquals(train.batch_loss.map(([step]: number[]) => step), [20, 40, 74, 94]);
      for (const [index, record] of history.entries()) {
        const figures = [
          [train.epoch_loss, record.loss],
          [train.epoch_accuracy, record.accuracy],
          [train.epoch_learning_rate, record.learningRate],
          [validation.epoch_loss, record.validationLoss],
          [validation.epoch_accuracy, record.validationAccuracy],
        ];
        for (const [points, expected] of figures) {
          assertEquals(points[index][0], record.epoch);
          assertAlmostEquals(points[index][1], expected, 1e-5); // float32, and history.csv is rounded
        }
        assert(train.epoch_images_per_second[index][1] > 0);
      }
      assertAlmostEquals(test.epoch_accuracy[0][1], metrics.accuracy, 1e-6);
      for (const tag of ["confusion_matrix", "look_alikes", "confident_errors"]) {
        const [[step, width, height, isPicture]] = test[tag];
        assertEquals([step, isPicture], [2, true]);
        assert(width > 100 && height > 100, `${tag} is ${width} x ${height}`);
      }
    }),
);
