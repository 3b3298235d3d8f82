import { assertEquals, assertRejects } from "@std/assert";
import { BatchQueue } from "../../lib/serve/batch_queue.ts";

/** A network of two classes that answers when it is told to: each row is the pixel and 1. */
function createSlowNetwork() {
  const batches: { images: number[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const called: (() => void)[] = [];
  const predict = (images: Uint8Array<ArrayBuffer>) =>
    new Promise<Float32Array<ArrayBuffer>>((resolve, reject) => {
      const rows = Float32Array.from([...images].flatMap((pixel) => [pixel, 1]));
      batches.push({ images: [...images], answer: () => resolve(rows), fail: reject });
      called.shift()?.();
    });
  const nextBatch = () => new Promise<void>((resolve) => called.push(resolve));
  return { batches, predict, nextBatch };
}

const sizes = { imageSize: 1, classes: 2 };

Deno.test("BatchQueue puts what waits into one batch and gives each its own rows", async () => {
  const { batches, predict, nextBatch } = createSlowNetwork();
  const queue = new BatchQueue({ ...sizes, predict });
  const first = nextBatch();
  const answers = [queue.predict(Uint8Array.of(7)), queue.predict(Uint8Array.of(8, 9))];
  await first;
  assertEquals(batches.map(({ images }) => images), [[7, 8, 9]]);
  const second = nextBatch();
  answers.push(queue.predict(Uint8Array.of(3)));
  answers.push(queue.predict(Uint8Array.of(4)));
  batches[0].answer();
  await second;
  assertEquals(batches[1].images, [3, 4]);
  batches[1].answer();
  assertEquals(
    (await Promise.all(answers)).map((rows) => [...rows]),
    [[7, 1], [8, 1, 9, 1], [3, 1], [4, 1]],
  );
});

Deno.test("BatchQueue bounds a batch, and lets a larger request be one alone", async () => {
  const { batches, predict, nextBatch } = createSlowNetwork();
  const counted: number[] = [];
  const queue = new BatchQueue({
    ...sizes,
    predict,
    mostImages: 2,
    onBatch: (images) => counted.push(images),
  });
  let next = nextBatch();
  const answers = [[1], [2], [3], [4, 5, 6]].map((images) =>
    queue.predict(Uint8Array.from(images))
  );
  for (let batch = 0; batch < 3; batch++) {
    await next;
    next = nextBatch();
    batches[batch].answer();
  }
  await Promise.all(answers);
  assertEquals(batches.map(({ images }) => images), [[1, 2], [3], [4, 5, 6]]);
  assertEquals(counted, [2, 1, 3]);
});

Deno.test("BatchQueue tells everyone in a batch of its failure, and goes on", async () => {
  const { batches, predict, nextBatch } = createSlowNetwork();
  const queue = new BatchQueue({ ...sizes, predict });
  const first = nextBatch();
  const failing = queue.predict(Uint8Array.of(1));
  await first;
  const second = nextBatch();
  const good = queue.predict(Uint8Array.of(2));
  batches[0].fail(new Error("no memory"));
  await assertRejects(() => failing, Error, "no memory");
  await second;
  batches[1].answer();
  assertEquals([...await good], [2, 1]);
});
