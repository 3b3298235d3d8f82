/** Commands on a real Ray of two nodes, against the same commands on one processor of this machine. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { encode } from "fast-png";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type LocalCluster, withLocalCluster } from "../../lib/cluster/local_cluster.ts";
import { type RayTask, runRayJob } from "../../lib/cluster/ray_job.ts";
import { loadDataset } from "../../lib/datasets/load.ts";
import { hasPermissions } from "../permissions.ts";
import { enlarge } from "../testdata/enlarge.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { writeTinyData } from "./tiny_data.ts";

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

/** What runs need beside their data set travels too: a run to start from, another test split. */
async function compareOthers(folder: string, address: string): Promise<void> {
  const other = join(folder, "other");
  await writeTinyData(other, { characters: [..."01AB"], imagesPerClass: { train: 1, test: 5 } });
  const file = join(folder, "others.json");
  const config = { dataset: "synthetic", limit: 100, epochs: 1 };
  const runs = [{ name: "started", from: join(folder, "ray", "first"), ...config }];
  await Deno.writeTextFile(file, JSON.stringify(runs));
  const also = ["--also", `tiny=${other}`];
  const alone = await sweepTable([file, ...also, "--out", join(folder, "others-alone")]);
  const ray = [file, ...also, "--ray", address, "--threads", "1"];
  assertEquals(await sweepTable([...ray, "--out", join(folder, "others-ray")]), alone);
  assertStringIncludes(alone, "tiny");
}

/** What nodes could not tell apart, or do not get, is refused before anything runs. */
async function refuseSweeps(folder: string, address: string): Promise<void> {
  await Deno.mkdir(folder);
  const file = join(folder, "refused.json");
  const refuse = async (runs: readonly unknown[]) => {
    await Deno.writeTextFile(file, JSON.stringify(runs));
    const { code, errors } = await run(["sweep", file, "--ray", address, "--out", folder]);
    assertEquals(code, 1, errors);
    return errors;
  };
  const runs = await Promise.all([5, 6].map(async (train) => {
    const data = join(folder, `tiny-${train}`);
    await writeTinyData(data, { imagesPerClass: { train, test: 2 } });
    return { name: `tiny-${train}`, dataset: "tiny", data };
  }));
  assertStringIncludes(await refuse(runs), "for all runs but found");
  const taught = { name: "taught", dataset: "synthetic", teacher: "flagship-best-emnist47" };
  assertStringIncludes(await refuse([taught]), "its teacher does not travel");
}

/** A picture without an ending is read, one that is not there is reported, a gone one fails alone. */
async function readOddNames(folder: string, address: string): Promise<void> {
  const [picture, absent] = [join(folder, "no ending"), join(folder, "absent.png")];
  await Deno.copyFile(join(folder, "pictures", "1.png"), picture);
  const out = join(folder, "odd.jsonl");
  const { code, errors } = await run([
    ...["read", picture, absent, picture],
    ...["--ray", address, "--out", out],
  ]);
  assertEquals(code, 1, errors);
  assertStringIncludes(errors, `error: Cannot read "${absent}": there is no such file.`);
  const lines = (await Deno.readTextFile(out)).trim().split("\n");
  assertEquals(lines.map((line) => JSON.parse(line).image), [picture, picture]);
}

async function loseFile(folder: string, { python, address }: LocalCluster): Promise<void> {
  const shared = { arguments: ["--help"], resume: [], permissions: "train", accepted: [0] };
  const rest = { checkpoint: null, checkpointTarget: null, output: "stdout" };
  const task = (name: string, inputs: RayTask["inputs"]): RayTask => ({
    name,
    inputs,
    target: join(folder, name),
    ...shared,
    ...rest,
  });
  const tasks = [task("gone", { file: join(folder, "nothing") }), task("whole", {})];
  const { done, failed } = await runRayJob(
    { address, threads: 1, retries: 0, data: {}, inputs: {}, tasks },
    { python, onEvent: () => {} },
  );
  assertEquals([done, [...failed.keys()]], [["whole"], ["gone"]]);
  assertStringIncludes(failed.get("gone") ?? "", join(folder, "nothing"));
}

Deno.test({
  name: "commands with --ray",
  ignore: !hasPermissions || Deno.build.os !== "linux",
  fn: (test) =>
    withTemporaryFolder((folder) =>
      withLocalCluster(2, async (cluster) => {
        const { address } = cluster;
        await test.step(
          "sweep ends in the table of one machine, and does no run twice",
          () => compareSweeps(folder, address),
        );
        await test.step(
          "read writes what one machine prints, in the order of the pictures",
          () => compareReadings(folder, address),
        );
        await test.step(
          "sweep takes a run to start from and other test splits along",
          () => compareOthers(folder, address),
        );
        await test.step(
          "sweep refuses data of one name in two folders, and a teacher",
          () => refuseSweeps(join(folder, "refused"), address),
        );
        await test.step(
          "read takes names without an ending, and reports a picture that is not there",
          () => readOddNames(folder, address),
        );
        await test.step("a task whose file is gone fails alone", () => loseFile(folder, cluster));
      })
    ),
});
