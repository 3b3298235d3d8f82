import { assert, assertEquals } from "@std/assert";
import { LiveTraining } from "../../lib/notebook/live_training.ts";
import { fit } from "../../lib/training/fit.ts";
import type { Trainer } from "../../lib/training/trainer.ts";
import { createRecordingBroadcast } from "./recording_broadcast.ts";

/** A trainer whose loss falls by one each step, from 4, and that is right on every other image. */
function createCountingTrainer(): Trainer {
  let loss = 5;
  return {
    step: 0,
    trainOnBatch: () => Promise.resolve({ loss: --loss, correct: 1 }),
    predict: () => Promise.resolve(new Float32Array(0)),
    exportState: () => Promise.resolve([]),
    importState: () => Promise.resolve(),
    updateModel: () => Promise.resolve(),
    dispose() {},
  };
}

async function trainLive(interval: number) {
  const { broadcast, messages } = createRecordingBroadcast();
  const live = new LiveTraining({ epochs: 2, batchCount: 2, interval }, broadcast);
  const batch = { images: new Uint8Array(2), targets: new Float32Array(4), count: 2 };
  const { history } = await fit({
    trainer: createCountingTrainer(),
    batches: { batchCount: 2, batch: () => batch },
    epochs: 2,
    learningRateAt: () => 0.001,
    validate: () => Promise.resolve({ loss: 7, accuracy: 0.25 }),
    onBatch: live.batch,
    onEpoch: ({ history }) => live.epoch(history[history.length - 1]),
  });
  await live.finish(history);
  return messages;
}

/** Pulls the chart's rows out of a message, as `[split, epoch, loss, accuracy]`. */
function rowsOf(message: { data: Record<string, unknown> } | undefined): unknown[][] {
  const spec = JSON.stringify(message?.data["application/vnd.vegalite.v5+json"]);
  const rows: Record<string, unknown>[] = JSON.parse(spec).data.values;
  return rows.map(({ split, epoch, loss, accuracy }) => [split, epoch, loss, accuracy]);
}

Deno.test("LiveTraining draws every step in one place, each point the mean of its own batches", async () => {
  const messages = await trainLive(0);
  assertEquals(new Set(messages.map(({ transient }) => transient?.display_id)).size, 1);
  assertEquals(messages.length, 4 + 2 + 1);
  assertEquals(rowsOf(messages.at(-1)), [
    ["training", 0.5, 4, 0.5],
    ["training", 1, 3, 0.5],
    ["validation", 1, 7, 0.25],
    ["training", 1.5, 2, 0.5],
    ["training", 2, 1, 0.5],
    ["validation", 2, 7, 0.25],
  ]);
});

Deno.test("LiveTraining draws no more often than its interval, and joins what an epoch leaves over", async () => {
  const messages = await trainLive(3600);
  assertEquals(messages.length, 1 + 2 + 1);
  assertEquals(rowsOf(messages[0]), [["training", 0.5, 4, 0.5]]);
  assertEquals(rowsOf(messages.at(-1)), [
    ["training", 1, 3.5, 0.5],
    ["validation", 1, 7, 0.25],
    ["training", 2, 1.5, 0.5],
    ["validation", 2, 7, 0.25],
  ]);
});

Deno.test("LiveTraining leaves a picture and a sentence at the end only", async () => {
  const messages = await trainLive(0);
  assertEquals(messages.map(({ data }) => "image/svg+xml" in data), [
    ...Array(6).fill(false),
    true,
  ]);
  const text = String(messages.at(-1)?.data["text/plain"]);
  assert(text.startsWith("After 2\u00a0epochs and 0 s the model reads 50.0\u00a0% of"), text);
  assert(text.endsWith("and 25.0\u00a0% of the validation images"), text);
});
