/** A real Ray cluster of several nodes on this machine, to test and to measure on. */

import { fileURLToPath } from "node:url";
import { z } from "zod";
import { UserError } from "../user_error.ts";
import { findOrInstallRay } from "./ray_environment.ts";

const descriptionSchema = z.object({ address: z.string(), nodes: z.record(z.string(), z.int()) });

/** A cluster that runs. */
export interface LocalCluster {
  /** A Python with Ray. */
  readonly python: string;
  readonly address: string;
  /** Ends a node as a power cut would. */
  readonly kill: (node: string) => void;
}

/**
 * Starts a cluster of `nodeCount` nodes with one processor each, lets `use` work with it, and ends
 * it.
 *
 * @throws {UserError} when Ray cannot be had, or the cluster does not start.
 */
export async function withLocalCluster<Result>(
  nodeCount: number,
  use: (cluster: LocalCluster) => Promise<Result>,
): Promise<Result> {
  const { program: python } = await findOrInstallRay(console.error);
  const child = new Deno.Command(python, {
    args: ["-B", fileURLToPath(new URL("local_cluster.py", import.meta.url)), String(nodeCount)],
    // Workers are nice to other programs by 15, which starves them on a machine that is busy.
    env: { RAY_worker_niceness: "0" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const complaints = new Response(child.stderr).text();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  try {
    let text = "";
    while (!text.includes("\n")) {
      const { value, done } = await reader.read();
      if (done) {
        throw new UserError(
          `Cannot start a Ray cluster here: ${(await complaints).trim().split("\n").at(-1)}`,
          { hint: "A node has 30 seconds to start: try again when the machine is less busy." },
        );
      }
      text += value;
    }
    const { address, nodes } = descriptionSchema.parse(JSON.parse(text));
    return await use({ python, address, kill: (node) => Deno.kill(nodes[node], "SIGKILL") });
  } finally {
    await child.stdin.close();
    while (!(await reader.read()).done);
    await child.status;
  }
}
