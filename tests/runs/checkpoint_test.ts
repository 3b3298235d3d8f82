/** A checkpoint comes back as it was, and a damaged one is refused in one sentence. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import {
  type Checkpoint,
  readCheckpoint,
  removeCheckpoint,
  writeCheckpoint,
} from "../../lib/runs/checkpoint.ts";
import { RUN_FILES } from "../../lib/runs/folder.ts";
import { parseSafetensors, serializeSafetensors } from "../../lib/training/safetensors.ts";
import { completeRequest } from "../../lib/commands/train/request.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

const checkpoint: Checkpoint = {
  step: 1234,
  fit: {
    epoch: 3,
    batch: 17,
    lossSum: 0.1 + 0.2,
    correct: 99,
    imageCount: 2176,
    seconds: 1.25,
    history: [
      {
        epoch: 1,
        loss: 3.1,
        accuracy: 0.25,
        learningRate: 1e-3,
        validationLoss: null,
        validationAccuracy: null,
        seconds: 9,
        imagesPerSecond: 1e4,
      },
      {
        epoch: 2,
        loss: 2.1,
        accuracy: 0.5,
        learningRate: 5e-4,
        validationLoss: 2.2,
        validationAccuracy: 0.4,
        seconds: 8,
        imagesPerSecond: 11e3,
      },
    ],
  },
  arrays: [
    { name: "dense/0", shape: [1, 2], values: Float32Array.of(0.1, -0.2) },
    { name: "dense/0/m", shape: [1, 2], values: Float32Array.of(1e-30, Infinity) },
  ],
  run: {
    request: completeRequest({ epochs: 3 }, {}, { source: "it", fastestPrecision: "float32" }),
    origin: {
      command: "deno task train --out 'ä b'",
      startedAt: "2026-01-02T03:04:05.678Z",
      gitCommit: null,
    },
    found: {
      dataset: "emnist47",
      backend: "tensorflow",
      sources: [{ name: "a", sha256: "1".repeat(64), official: false }],
    },
  },
};

Deno.test(
  "readCheckpoint() returns what writeCheckpoint() was given",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const run = join(folder, "new", "run");
      await writeCheckpoint(run, checkpoint);
      assertEquals(await readCheckpoint(run), checkpoint);
      const next = { ...checkpoint, step: 1235 };
      await writeCheckpoint(run, next);
      assertEquals(await readCheckpoint(run), next);
      assertEquals(Array.from(Deno.readDirSync(run), ({ name }) => name), [RUN_FILES.checkpoint]);
    }),
);

/** Replaces what the checkpoint in `folder` says of its run. */
async function editRun(folder: string, edit: (run: Checkpoint["run"]) => unknown): Promise<void> {
  const path = join(folder, RUN_FILES.checkpoint);
  const { arrays, metadata } = parseSafetensors(await Deno.readFile(path));
  const state = JSON.parse(metadata.state);
  const edited = JSON.stringify({ ...state, request: edit(state.request) });
  await Deno.writeFile(path, serializeSafetensors({ arrays, metadata: { state: edited } }));
}

Deno.test(
  "readCheckpoint() reads one of the time when the baseline and the plain recipe were called seed",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      await writeCheckpoint(folder, checkpoint);
      await editRun(folder, (run) => ({
        ...run,
        request: { ...run.request, model: "seed", recipeName: "seed" },
      }));
      assertEquals(await readCheckpoint(folder), checkpoint);
    }),
);

Deno.test(
  "readCheckpoint() names what does not fit in one of another version",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      for (const edit of [() => null, (run: Checkpoint["run"]) => ({ ...run, origin: {} })]) {
        await writeCheckpoint(folder, checkpoint);
        await editRun(folder, edit);
        const error = await assertRejects(() => readCheckpoint(folder), UserError);
        assert(error.message.startsWith(`Cannot use ${folder}/checkpoint.safetensors: `));
      }
    }),
);

Deno.test(
  "readCheckpoint() refuses a folder without one, and a damaged one",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const missing = await assertRejects(() => readCheckpoint(folder), UserError);
      assertEquals(
        missing.message,
        `Cannot resume "${folder}": it holds no checkpoint.safetensors.`,
      );
      const nowhere = join(folder, "nowhere");
      await assertRejects(() => readCheckpoint(nowhere), UserError, "it holds no checkpoint");
      await writeCheckpoint(folder, checkpoint);
      const path = join(folder, RUN_FILES.checkpoint);
      const bytes = await Deno.readFile(path);
      for (const damaged of [bytes.slice(0, -1), bytes.slice(0, 20), new Uint8Array(0)]) {
        await Deno.writeFile(path, damaged);
        const error = await assertRejects(() => readCheckpoint(folder), UserError);
        assertEquals(
          error.message,
          `Cannot resume "${folder}": checkpoint.safetensors is damaged.`,
        );
        assert(error.hint !== "");
      }
      await writeCheckpoint(folder, { ...checkpoint, fit: { ...checkpoint.fit, epoch: 0 } });
      await assertRejects(() => readCheckpoint(folder), UserError, "is damaged");
    }),
);

Deno.test(
  "removeCheckpoint() removes the file, also when there is none",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      await writeCheckpoint(folder, checkpoint);
      await removeCheckpoint(folder);
      await removeCheckpoint(folder);
      await removeCheckpoint(join(folder, "nowhere"));
      assertEquals([...Deno.readDirSync(folder)], []);
    }),
);
