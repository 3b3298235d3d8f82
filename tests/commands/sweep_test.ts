/** `deno task sweep` as a user runs it, with real trainings of one short epoch. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { join, resolve } from "node:path";
import { readRunMetrics } from "../../lib/runs/record.ts";
import { needsPermissions } from "../permissions.ts";
import { writeTinyData } from "./tiny_data.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

const repositoryRoot = resolve(import.meta.dirname ?? ".", "../..");

async function runSweepCommand(...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-P=sweep", "lib/main.ts", "sweep", ...args],
    cwd: repositoryRoot,
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, output: text(stdout), errors: text(stderr) };
}

const tiny = { dataset: "synthetic", backend: "wasm", limit: 94, epochs: 1, batchSize: 32 };

Deno.test(
  "sweep trains what is not done, and skips what is",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const file = join(folder, "tiny.json");
      const out = join(folder, "runs");
      await Deno.writeTextFile(
        file,
        JSON.stringify([
          { ...tiny, name: "plain", validation: 0.5 },
          { ...tiny, name: "wrong", dataset: "no-such-data" },
        ]),
      );
      await writeTinyData(folder);
      const also = ["--also", `tiny=${folder}`];
      const first = await runSweepCommand(file, "--out", out, "--quiet", ...also);
      assertEquals(first.code, 1, first.errors);
      assertStringIncludes(first.errors, "Run 1 of 2: plain");
      assertStringIncludes(first.errors, 'Cannot find data set "no-such-data"');
      assertEquals(/Loss +tiny +Time/.test(first.output), true, first.output);
      const figures = /plain +finished +validation +[\d.]+ % +[\d.]+ % +[\d.]+ +([\d.]+) %/;
      const { also: { tiny: measured } = {} } = await readRunMetrics(join(out, "plain"));
      assertEquals(measured?.images, 60);
      assertEquals(figures.exec(first.output)?.[1], (100 * (measured?.accuracy ?? NaN)).toFixed(2));
      assertEquals(/wrong +failed/.test(first.output), true, first.output);

      const listed = await runSweepCommand(file, "--out", out, "--list");
      assertEquals(listed.code, 0, listed.errors);
      const finished = (table: string) => /^plain.*$/m.exec(table)?.[0].split(/ +/);
      assertEquals(finished(listed.output), finished(first.output));
      assertEquals(/wrong +waiting/.test(listed.output), true, listed.output);
    }),
);

Deno.test(
  "sweep refuses a mistake in any config before the first run begins",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const file = join(folder, "tiny.json");
      await Deno.writeTextFile(file, JSON.stringify([tiny, { ...tiny, epoch: 3 }]));
      const { code, output, errors } = await runSweepCommand(file, "--out", join(folder, "runs"));
      assertEquals(code, 1);
      assertEquals(output, "");
      assertStringIncludes(errors, 'expected known keys but found "epoch"');
      assertStringIncludes(errors, 'Did you mean "epochs"?');
      assertEquals(errors.includes("Run 1 of 2"), false);
    }),
);

Deno.test(
  "sweep refuses a folder in the place of its file",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const { code, output, errors } = await runSweepCommand(folder);
      assertEquals([code, output], [1, ""]);
      assertEquals(errors.trimEnd().split("\n"), [
        `error: Cannot read the sweep "${folder}": expected a file but found a folder.`,
        '  Write a JSON list of configs, such as [{ "recipe": "best", "seed": 1 }].',
      ]);
    }),
);
