/** Commands on a real Ray of two nodes, against the same commands on one processor of this machine. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { encode } from "fast-png";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLocalCluster } from "../../lib/cluster/local_cluster.ts";
import { loadDataset } from "../../lib/datasets/load.ts";
import { hasPermissions } from "../permissions.ts";
import { enlarge } from "../testdata/enlarge.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

/** Runs a command of the project on one processor, which is what a node of the cluster has. */
async function run(args: readonly string[]) {
  const main = fileURLToPath(new URL("../../lib/main.ts", import.meta.url));
  const { code, stdout, stderr } = await new Deno.Command("taskset", {
    args: ["-c", "0", Deno.execPath(), "run", "-q", "-A", main, ...args],
  }).output();
  const [output, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, output, errors };
}

/** Runs a sweep and returns its table without the times. */
async function sweepTable(args: readonly string[]): Promise<string> {
  const { code, output, errors } = await run(["sweep", "--quiet", ...args]);
  assertEquals(code, 0, errors);
  const text = output.replaceAll(/\d+ (s|min)\b/g, "").replaceAll(/ +/g, " ");
  return text.slice(text.indexOf("Run State"));
}

async function compareSweeps(folder: string, address: string): Promise<void> {
  const names = ["first", "second"];
  const file = join(folder, "sweep.json");
  const config = { dataset: "synthetic", limit: 300, epochs: 2 };
  await Deno.writeTextFile(
    file,
    JSON.stringify(names.map((name, seed) => ({ name, seed, ...config }))),
  );
  const alone = await sweepTable([file, "--out", join(folder, "alone")]);
  const together = [file, "--ray", address, "--threads", "1", "--out", join(folder, "ray")];
  assertEquals(await sweepTable(together), alone);
  const times = () =>
    Promise.all(
      names.map(async (name) => (await Deno.stat(join(folder, "ray", name, "metrics.json"))).mtime),
    );
  const before = await times();
  assertEquals(await sweepTable(together), alone);
  assertEquals(await times(), before);
}

/** Writes pictures of one large character each, more than one shard of them, and a damaged one. */
async function writePictures(folder: string): Promise<void> {
  await Deno.mkdir(folder);
  const { images } = await loadDataset("synthetic", "test", { limit: 50 });
  for (let image = 0; image < 50; image++) {
    const grey = enlarge(images.subarray(784 * image, 784 * (image + 1)), 5, 6);
    const bytes = encode({ ...grey, data: grey.pixels, channels: 1, depth: 8 });
    await Deno.writeFile(join(folder, `${image}.png`), bytes);
  }
  await Deno.writeTextFile(join(folder, "damaged.png"), "no picture");
}

async function compareReadings(folder: string, address: string): Promise<void> {
  const pictures = join(folder, "pictures");
  await writePictures(pictures);
  const alone = await run(["read", pictures, "--json"]);
  const out = join(folder, "read.jsonl");
  const together = await run(["read", pictures, "--ray", address, "--out", out]);
  assertEquals(together.code, 1, together.errors);
  assertEquals(await Deno.readTextFile(out), alone.output);
  assertEquals(alone.output.trim().split("\n").length, 50);
  assertStringIncludes(together.errors, `error: Cannot read "${join(pictures, "damaged.png")}"`);
  const left = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  assertEquals(left.filter((name) => name.includes("shards")), []);
}

Deno.test({
  name: "commands with --ray",
  ignore: !hasPermissions || Deno.build.os !== "linux",
  fn: (test) =>
    withTemporaryFolder((folder) =>
      withLocalCluster(2, async ({ address }) => {
        await test.step(
          "sweep ends in the table of one machine, and does no run twice",
          () => compareSweeps(folder, address),
        );
        await test.step(
          "read writes what one machine prints, in the order of the pictures",
          () => compareReadings(folder, address),
        );
      })
    ),
});
