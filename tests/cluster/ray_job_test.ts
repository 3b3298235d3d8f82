/** Jobs on a real Ray of two nodes on this machine. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { withLocalCluster } from "../../lib/cluster/local_cluster.ts";
import { findOrInstallRay } from "../../lib/cluster/ray_environment.ts";
import { type RayEvent, type RayTask, runRayJob } from "../../lib/cluster/ray_job.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

const EPOCHS = 8;

/** A training that leaves a checkpoint after each of its epochs. */
function trainingTask(name: string, folder: string, seed: number): RayTask {
  const options = ["--dataset", "synthetic", "--limit", "400", "--epochs", String(EPOCHS)];
  return {
    name,
    arguments: ["train", ...options, "--seed", String(seed), "--out", "run"],
    resume: ["train", "--resume", "run"],
    permissions: "train",
    accepted: [0],
    inputs: {},
    checkpoint: "run/checkpoint.safetensors",
    output: "run",
    target: join(folder, name),
    checkpointTarget: join(folder, name, "checkpoint.safetensors"),
  };
}

/** The weights of the same training without Ray, on one processor. */
async function trainAlone(folder: string, seed: number): Promise<Uint8Array> {
  const { arguments: args } = trainingTask("alone", folder, seed);
  const main = new URL("../../lib/main.ts", import.meta.url).pathname;
  const { code, stderr } = await new Deno.Command("taskset", {
    args: ["-c", "0", Deno.execPath(), "run", "-q", "-A", main, ...args],
    cwd: folder,
    env: { INIT_CWD: folder },
  }).output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
  return await weights(join(folder, "run"));
}

function weights(run: string): Promise<Uint8Array> {
  return Deno.readFile(join(run, "model", "weights.bin"));
}

Deno.test(
  "runRayJob() goes on from the last checkpoint when a node dies, and reports what fails",
  needsPermissions,
  async () => {
    await withTemporaryFolder((folder) =>
      withLocalCluster(2, async ({ python, address, kill }) => {
        const tasks = [
          trainingTask("first", folder, 1),
          trainingTask("second", folder, 2),
          { ...trainingTask("wrong", folder, 3), arguments: ["train", "--epochs", "0"] },
        ];
        let here = "";
        let killed = "";
        const resumed: string[] = [];
        const nodesOf = new Map<string, Set<string>>();
        const onEvent = (event: RayEvent) => {
          if (event.event === "cluster") here = event.nodes.find((node) => node.here)?.name ?? "";
          if (event.event === "started") {
            nodesOf.set(event.name, (nodesOf.get(event.name) ?? new Set()).add(event.node));
            if (event.resumed) resumed.push(event.name);
          }
          if (event.event !== "kept" || killed !== "") return;
          // A checkpoint has come back, so that the training can go on from it elsewhere.
          const [node] = nodesOf.get(event.name) ?? [here];
          if (node === here) return;
          killed = event.name;
          kill(node);
        };
        const { done, failed, isInterrupted } = await runRayJob(
          { address, threads: 1, retries: 3, data: {}, inputs: {}, tasks },
          { python, onEvent },
        );
        assertEquals([...done].sort(), ["first", "second"]);
        assertEquals([...failed.keys()], ["wrong"]);
        assert(failed.get("wrong")?.includes("--epochs"), failed.get("wrong"));
        assertEquals(isInterrupted, false);
        assertEquals(resumed, [killed]);
        assertEquals(nodesOf.get(killed)?.size, 2);
        const seed = killed === "first" ? 1 : 2;
        assertEquals(await weights(join(folder, killed)), await trainAlone(folder, seed));
      })
    );
  },
);

Deno.test("runRayJob() says that a cluster cannot be reached", needsPermissions, async () => {
  const { program: python } = await findOrInstallRay(console.error);
  const job = { address: "127.0.0.1:1", threads: 1, retries: 0, data: {}, inputs: {}, tasks: [] };
  const error = await assertRejects(() => runRayJob(job, { python, onEvent: () => {} }), UserError);
  assert(error.message.startsWith('Cannot use Ray at "127.0.0.1:1": '), error.message);
});
