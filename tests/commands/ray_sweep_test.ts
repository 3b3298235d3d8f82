/** A sweep on a real Ray, against the same sweep on one processor of this machine. */

import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withRayCluster } from "../testdata/ray_cluster.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

const RUNS = ["first", "second"];

/** Runs `deno task sweep` on one processor and returns what it printed, without the times. */
async function sweep(args: readonly string[]): Promise<{ code: number; table: string }> {
  const main = fileURLToPath(new URL("../../lib/main.ts", import.meta.url));
  const { code, stdout, stderr } = await new Deno.Command("taskset", {
    args: ["-c", "0", Deno.execPath(), "run", "-q", "-A", main, "sweep", "--quiet", ...args],
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assertEquals(code === 0 || code === 1, true, decode(stderr));
  const text = decode(stdout).replaceAll(/\d+ (s|min)\b/g, "").replaceAll(/ +/g, " ");
  return { code, table: text.slice(text.indexOf("Run State")) };
}

Deno.test({
  name: "sweep --ray ends in the table of the sweep on one machine, and does no run twice",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    withTemporaryFolder((folder) =>
      withRayCluster(async ({ address }) => {
        const file = join(folder, "sweep.json");
        const config = { dataset: "synthetic", limit: 300, epochs: 2 };
        const runs = RUNS.map((name, seed) => ({ name, seed, ...config }));
        await Deno.writeTextFile(file, JSON.stringify(runs));
        const alone = await sweep([file, "--out", join(folder, "alone")]);
        const together = ["--ray", address, "--threads", "1", "--out", join(folder, "ray")];
        assertEquals(await sweep([file, ...together]), alone);
        const modified = async () => {
          const files = RUNS.map((name) => join(folder, "ray", name, "metrics.json"));
          return await Promise.all(files.map(async (path) => (await Deno.stat(path)).mtime));
        };
        const before = await modified();
        assertEquals(await sweep([file, ...together]), alone);
        assertEquals(await modified(), before);
      })
    ),
});
