import { assertEquals, assertRejects } from "@std/assert";
import { encode } from "fast-png";
import type { PictureTask } from "../../lib/serve/picture_task.ts";
import { PictureWorkers } from "../../lib/serve/picture_workers.ts";
import { Problem } from "../../lib/serve/problem.ts";
import { needsPermissions } from "../permissions.ts";

const data = new Uint8Array(80 * 80).fill(255);
for (let y = 10; y < 70; y++) data.fill(0, y * 80 + 36, y * 80 + 44);
const picture = Uint8Array.from(encode({ data, width: 80, height: 80, channels: 1, depth: 8 }));

const taskOf = (purpose: PictureTask["purpose"]): PictureTask => ({
  bytes: picture,
  purpose,
  restriction: {},
  characters: ["A", "B"],
});

Deno.test({
  name: "PictureWorkers ends a thread that takes too long, and goes on with another",
  ...needsPermissions,
  // A thread's own resources end with it, at a moment that no one can wait for.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    using workers = new PictureWorkers({
      count: 1,
      seconds: 3,
      predict: () => new Promise(() => {}), // a network that never answers
    });
    const slow = workers.run(taskOf("read"));
    const next = workers.run(taskOf("character"));
    const problem = await assertRejects(() => slow, Problem, "it takes over 3 seconds");
    assertEquals(problem.status, 503);
    const result = await next;
    assertEquals(result.kind === "character" && result.image.length, 784);
  },
});

Deno.test({
  name: "PictureWorkers fails what the network fails, and goes on",
  ...needsPermissions,
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    using workers = new PictureWorkers({
      count: 1,
      seconds: 60,
      predict: () => Promise.reject(new Error("no memory")),
    });
    await assertRejects(() => workers.run(taskOf("read")), Error, "no memory");
    assertEquals((await workers.run(taskOf("character"))).kind, "character");
  },
});
