/** ONNX files in onnxruntime, which this project did not write: as npm package and in Python. */

import { assert, assertEquals, assertLess } from "@std/assert";
import { join } from "node:path";
import { createOnnxModel } from "../../lib/exports/onnx.ts";
import { runOnnxModel } from "../../lib/exports/runtimes.ts";
import {
  ensurePythonEnvironment,
  environmentProgram,
} from "../../lib/machine/python_environment.ts";
import { runProgram } from "../../lib/machine/run_program.ts";
import { MODEL_NAMES } from "../../lib/models/models.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { largestDifference, tinyExports } from "./tiny_exports.ts";
import { onnxEnvironment } from "./python_packages.ts";

/** Float32 sums in another order differ in their seventh digit. */
const tolerance = 2e-6;

const exported = await tinyExports();

for (const { title, model, card, images, expected } of exported.slice(-MODEL_NAMES.length)) {
  Deno.test(
    `createOnnxModel() gives tfjs's probabilities in onnxruntime-node: ${title}`,
    needsPermissions,
    async () => {
      for (const inputType of ["uint8", "float32"] as const) {
        const file = createOnnxModel(model, card, inputType);
        const { runtime, probabilities } = await runOnnxModel(file, images);
        assertEquals(runtime, "onnxruntime-node 1.30.0");
        assertEquals(probabilities.length, expected.length);
        assertLess(largestDifference(probabilities, expected), tolerance);
      }
    },
  );
}

/** Checks each file with ONNX's own checker and runs it; prints what the last one says of itself. */
const pythonScript = `
import json, sys, numpy, onnx, onnxruntime
for folder in sys.argv[1:]:
    onnx.checker.check_model(folder + "/model.onnx", full_check=True)
    session = onnxruntime.InferenceSession(folder + "/model.onnx", providers=["CPUExecutionProvider"])
    [images], [output] = session.get_inputs(), session.get_outputs()
    pixels = numpy.fromfile(folder + "/images", numpy.uint8).reshape(-1, *images.shape[1:])
    [probabilities] = session.run([output.name], {images.name: pixels})
    [first] = session.run([output.name], {images.name: pixels[:1]})  # the batch's size is free
    assert numpy.abs(first - probabilities[:1]).max() < 1e-6
    probabilities.tofile(folder + "/probabilities")
meta = session.get_modelmeta()
print(json.dumps({
    "input": [images.name, images.type, images.shape],
    "output": [output.name, output.type, output.shape],
    "producer": meta.producer_name,
    "metadata": meta.custom_metadata_map,
}))
`;

Deno.test(
  "createOnnxModel() writes files that Python's onnx accepts and its runtime runs",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      await ensurePythonEnvironment(onnxEnvironment, console.error);
      const folders: string[] = [];
      for (const [index, { model, card, images }] of exported.entries()) {
        const place = join(folder, `${index}`);
        await Deno.mkdir(place);
        await Deno.writeFile(join(place, "model.onnx"), createOnnxModel(model, card));
        await Deno.writeFile(join(place, "images"), images);
        folders.push(place);
      }
      const python = environmentProgram(onnxEnvironment, "python");
      const result = await runProgram(python, ["-c", pythonScript, ...folders]);
      assert(result?.exitCode === 0, result?.errorOutput);
      for (const [index, { title, expected }] of exported.entries()) {
        const bytes = await Deno.readFile(join(folders[index], "probabilities"));
        assertLess(largestDifference(new Float32Array(bytes.buffer), expected), tolerance, title);
      }
      assertEquals(JSON.parse(result.output), {
        input: ["images", "tensor(uint8)", ["batch", 28, 28]],
        output: ["probabilities", "tensor(float)", ["batch", 4]],
        producer: "emnist-deno",
        metadata: {
          run: "tiny",
          dataset: "noise",
          characters: '["A","Å","1","ß"]',
          orientation: "upright",
          temperature: "1",
          projectVersion: "1.2.3",
        },
      });
    }),
);
