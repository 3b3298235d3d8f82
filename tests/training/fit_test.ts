/** The training loop with a trainer that is played by a few lines, so that every number is known. */

import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import {
  fit,
  type FitOptions,
  type FitState,
  type TrainingBatches,
} from "../../lib/training/fit.ts";
import type { StepResult, Trainer } from "../../lib/training/trainer.ts";
import { UserError } from "../../lib/user_error.ts";

/** Five images, two a batch: batches of 2, 2 and 1, whose first pixel says epoch and batch. */
const batches: TrainingBatches = {
  batchCount: 3,
  batch: (epoch, index) => {
    const count = index === 2 ? 1 : 2;
    return {
      images: Uint8Array.of(10 * epoch + index),
      targets: new Float32Array(count),
      count,
    };
  },
};

interface PlayedTrainer extends Trainer {
  /** Epoch, batch and learning rate of each step. */
  readonly seen: (readonly [number, number, number])[];
}

/** A trainer whose loss in step s, from 0, is 10 − s, with one image right a step. */
function playTrainer(lossOf = (step: number) => 10 - step): PlayedTrainer {
  const seen: PlayedTrainer["seen"][number][] = [];
  let step = 0;
  const unused = () => Promise.reject(new Error("not part of the loop"));
  return {
    seen,
    get step() {
      return step;
    },
    async trainOnBatch([place], _targets, rate): Promise<StepResult> {
      seen.push([Math.floor(place / 10), place % 10, rate]);
      await new Promise((resolve) => setTimeout(resolve, 1));
      return { loss: lossOf(step++), correct: 1 };
    },
    predict: unused,
    exportState: unused,
    importState: (_, restored) => {
      step = restored;
      return Promise.resolve();
    },
    updateModel: unused,
    dispose: () => {},
  };
}

function options(trainer: Trainer, changes: Partial<FitOptions> = {}): FitOptions {
  return {
    trainer,
    batches,
    epochs: 2,
    learningRateAt: (step, all) => step + all / 100,
    ...changes,
  };
}

/** A state without the seconds, which no two runs share. */
function timeless({ seconds: _, history, ...rest }: FitState) {
  const epochs = history.map(({ seconds: _, imagesPerSecond: __, ...record }) => record);
  return { ...rest, history: epochs };
}

Deno.test("fit() trains every batch of every epoch at its scheduled rate", async () => {
  const trainer = playTrainer();
  await fit(options(trainer));
  assertEquals(trainer.seen, [
    ...[[1, 0, 0.06], [1, 1, 1.06], [1, 2, 2.06]] as const,
    ...[[2, 0, 3.06], [2, 1, 4.06], [2, 2, 5.06]] as const,
  ]);
});

Deno.test("fit() counts each image once in loss and accuracy, the smaller batch too", async () => {
  const { history, epoch } = await fit(options(playTrainer()));
  assertEquals(epoch, 3);
  assertEquals(history.map((record) => record.epoch), [1, 2]);
  assertAlmostEquals(history[0].loss, (2 * 10 + 2 * 9 + 8) / 5, 1e-12);
  assertAlmostEquals(history[1].loss, (2 * 7 + 2 * 6 + 5) / 5, 1e-12);
  for (const record of history) {
    assertEquals(record.accuracy, 3 / 5);
    assertEquals(record.validationLoss, null);
    assertEquals(record.validationAccuracy, null);
    assert(record.seconds > 0);
    assertAlmostEquals(record.imagesPerSecond, 5 / record.seconds, 1e-6);
  }
  assertEquals(history.map(({ learningRate }) => learningRate), [2.06, 5.06]);
});

Deno.test("fit() validates after each epoch and reports every step", async () => {
  const states: number[] = [];
  let validations = 0;
  const { history } = await fit(options(playTrainer(), {
    validate: () => Promise.resolve({ loss: ++validations, accuracy: validations / 10 }),
    onBatch: ({ epoch, batch, imageCount }) => states.push(100 * epoch + 10 * batch + imageCount),
    onEpoch: ({ history }) => {
      assertEquals(history.length, validations);
      return Promise.resolve();
    },
  }));
  assertEquals(states, [112, 124, 135, 212, 224, 235]);
  assertEquals(history.map((record) => record.validationLoss), [1, 2]);
  assertEquals(history.map((record) => record.validationAccuracy), [0.1, 0.2]);
});

Deno.test("fit() ends where onEpoch says so", async () => {
  const trainer = playTrainer();
  const { history, epoch } = await fit(
    options(trainer, { onEpoch: () => Promise.resolve(true) }),
  );
  assertEquals([history.length, epoch, trainer.step], [1, 2, 3]);
});

for (const stopAfter of [1, 2, 3, 4, 5, 6]) {
  Deno.test(`fit() aborted in step ${stopAfter} ends after it, and goes on to the same end`, async () => {
    const through = playTrainer();
    const expected = await fit(options(through));

    const controller = new AbortController();
    const first = playTrainer();
    const onBatch = () => {
      if (first.step === stopAfter) controller.abort();
    };
    const stopped = await fit(options(first, { onBatch, signal: controller.signal }));
    assertEquals(first.step, stopAfter);
    const stored: FitState = JSON.parse(JSON.stringify(stopped));
    const second = playTrainer();
    await second.importState([], first.step);
    const finished = await fit(options(second, { start: stored }));
    assertEquals([...first.seen, ...second.seen], through.seen);
    assertEquals(timeless(finished), timeless(expected));
    assert(finished.history[stopped.epoch - 1].seconds >= stopped.seconds);
  });
}

Deno.test("fit() aborted beforehand makes no step", async () => {
  const trainer = playTrainer();
  const state = await fit(options(trainer, { signal: AbortSignal.abort() }));
  assertEquals([trainer.step, state.epoch, state.batch], [0, 1, 0]);
});

Deno.test("fit() makes the next batch while the trainer works", async () => {
  const events: string[] = [];
  const trainer = playTrainer();
  await fit(options(
    {
      ...trainer,
      async trainOnBatch(images, targets, rate) {
        events.push("begin");
        const result = await trainer.trainOnBatch(images, targets, rate);
        events.push("end");
        return result;
      },
    },
    {
      epochs: 1,
      batches: {
        ...batches,
        batch: (epoch, index) => {
          events.push(`batch ${index}`);
          return batches.batch(epoch, index);
        },
      },
    },
  ));
  assertEquals(events, [
    ...["batch 0", "begin", "batch 1", "end", "begin", "batch 2", "end", "begin", "end"],
  ]);
});

Deno.test("fit() throws when the loss is no longer a number", async () => {
  for (const loss of [NaN, Infinity]) {
    const trainer = playTrainer((step) => step < 4 ? 1 : loss);
    await assertRejects(
      () => fit(options(trainer)),
      UserError,
      `Cannot go on training: the loss of epoch 2, batch 2 is ${loss}.`,
    );
  }
});
