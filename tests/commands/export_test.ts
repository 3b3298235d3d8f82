/** `deno task export` from the outside, on a run that is made first. */

import { assert, assertEquals, assertLess, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { proofSchema } from "../../lib/exports/proof.ts";
import { hasPermissions, needsPermissions } from "../permissions.ts";
import { createFolderForFile } from "../testdata/temporary_folder.ts";
import { runCommandLine } from "./command_line.ts";
import { writeTinyData } from "./tiny_data.ts";

const folder = createFolderForFile();
const data = join(folder, "data");
const run = join(folder, "run");

if (hasPermissions) {
  await writeTinyData(data);
  const trained = await runCommandLine(
    ...["train", "train", "--data", data, "--model", "small", "--epochs", "2", "--out", run],
    ...["--backend", "tensorflow", "--batch-size", "16", "--validation", "0.2", "--quiet"],
  );
  assertEquals(trained.code, 0, trained.errorOutput);
}

Deno.test(
  "export writes an ONNX file, runs it, and keeps the proof beside it",
  needsPermissions,
  async () => {
    const file = join(folder, "model.onnx");
    const { code, output, errorOutput } = await runCommandLine(
      "export",
      "export",
      run,
      "--out",
      file,
    );
    assertEquals(code, 0, errorOutput);
    assertStringIncludes(output, "onnxruntime-node");
    const proof = proofSchema.parse(JSON.parse(await Deno.readTextFile(`${file}.proof.json`)));
    assertEquals([proof.file, proof.dataset, proof.images], ["model.onnx", "tiny", 60]);
    assertLess(proof.largestDifference, 1e-5);
    assertEquals(proof.accuracy, proof.networkAccuracy);
    const metrics = JSON.parse(await Deno.readTextFile(join(run, "metrics.json")));
    assertEquals(proof.accuracy, metrics.accuracy);
    assert(metrics.temperature !== 1, "the temperature is part of what was compared");
  },
);

Deno.test(
  "export leaves the proof out when it is told so, and an old one does not stay",
  needsPermissions,
  async () => {
    const file = join(folder, "unproved.keras");
    await Deno.writeTextFile(`${file}.proof.json`, "{}");
    const { code, output, errorOutput } = await runCommandLine(
      ...["export", "export", run, "--to", "keras", "--no-proof", "--out", file],
    );
    assertEquals(code, 0, errorOutput);
    assertStringIncludes(output, "Not proved");
    assert((await Deno.stat(file)).isFile);
    await Deno.stat(`${file}.proof.json`).then(
      () => assert(false, "the old proof is still there"),
      (error) => assert(error instanceof Deno.errors.NotFound),
    );
  },
);

Deno.test("export refuses a format that it does not know", needsPermissions, async () => {
  const { code, errorOutput } = await runCommandLine("export", "export", run, "--to", "onyx");
  assertEquals(code, 1);
  assertStringIncludes(errorOutput, 'Did you mean "onnx"?');
});

Deno.test(
  "export says what to do where the test images are not to be had",
  needsPermissions,
  async () => {
    await Deno.rename(data, `${data}-away`);
    try {
      const file = join(folder, "unproved.onnx");
      const { code, errorOutput } = await runCommandLine("export", "export", run, "--out", file);
      assertEquals(code, 1);
      assertStringIncludes(errorOutput, "leave the proof out with --no-proof");
    } finally {
      await Deno.rename(`${data}-away`, data);
    }
  },
);
