/** Is there a Ray, and what cluster does it see? */

import { findRay } from "../../cluster/ray_environment.ts";
import { type RayEvent, runRayJob } from "../../cluster/ray_job.ts";
import { UserError } from "../../user_error.ts";
import { type Finding, note } from "./finding.ts";

/** Examines Ray, which `sweep --ray` installs when it is first used, and the cluster that runs here. */
export async function examineRay(): Promise<Finding> {
  const topic = "Ray";
  const ray = await findRay();
  if (ray === undefined) return note(topic, "none; comes with the first `--ray`");
  const origin = ray.origin === "private" ? "in the cache" : "installed";
  return note(topic, `${ray.version}, ${origin}; ${await seen(ray.program)}`);
}

async function seen(python: string): Promise<string> {
  let nodes: Extract<RayEvent, { event: "cluster" }>["nodes"] = [];
  const job = { address: "auto", threads: 1, retries: 0, data: {}, inputs: {}, tasks: [] };
  try {
    await runRayJob(job, {
      python,
      onEvent(event) {
        if (event.event === "cluster") nodes = event.nodes;
      },
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return "no cluster runs here";
  }
  const processors = nodes.map(({ name, processors }) => `${name} (${processors} processors)`);
  return `sees ${processors.join(", ")}`;
}
