/** A real Ray cluster of two nodes on this machine, for tests. */

import { z } from "zod";
import { findOrInstallRay } from "../../lib/cluster/ray_environment.ts";
import { fileURLToPath } from "node:url";

const descriptionSchema = z.object({ address: z.string(), nodes: z.record(z.string(), z.int()) });

/** A cluster that runs. */
export interface RayCluster {
  /** A Python with Ray. */
  readonly python: string;
  readonly address: string;
  /** Ends a node as a power cut would. */
  readonly kill: (node: string) => void;
  /** The names of the nodes, one processor each. */
  readonly nodes: readonly string[];
}

/** Starts a cluster, lets `use` work with it, and ends it. */
export async function withRayCluster(use: (cluster: RayCluster) => Promise<void>): Promise<void> {
  const { program: python } = await findOrInstallRay(console.error);
  const child = new Deno.Command(python, {
    args: [fileURLToPath(new URL("ray_cluster.py", import.meta.url))],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  try {
    let text = "";
    while (!text.includes("\n")) {
      const { value, done } = await reader.read();
      if (done) throw new Error("The cluster did not start");
      text += value;
    }
    const { address, nodes } = descriptionSchema.parse(JSON.parse(text));
    await use({
      python,
      address,
      nodes: Object.keys(nodes),
      kill: (node) => Deno.kill(nodes[node], "SIGKILL"),
    });
  } finally {
    await child.stdin.close();
    while (!(await reader.read()).done);
    await child.status;
  }
}
