/** What `train` refuses before it begins: one sentence, what to do about it, and no stack. */

import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { RUN_FILES } from "../../../lib/runs/folder.ts";
import { needsPermissions } from "../../permissions.ts";
import { withTemporaryFolder } from "../../testdata/temporary_folder.ts";
import { writeTinyData } from "../tiny_data.ts";
import { train } from "./train_process.ts";

/** Runs `train` and checks that it fails with these lines and exit code 1. */
async function assertRefused(args: readonly string[], ...lines: readonly string[]): Promise<void> {
  const { code, output, errorOutput } = await train(...args);
  assertEquals([code, output], [1, ""], errorOutput);
  const said = errorOutput.trimEnd().split("\n");
  // What is said of the data before is no refusal.
  const start = said.findIndex((line) => line.startsWith("error: "));
  assertEquals(said.slice(start, start + lines.length), lines);
  assert(!errorOutput.includes("    at "), errorOutput);
}

Deno.test("train names the nearest option and the nearest value", needsPermissions, async () => {
  await assertRefused(
    ["--epoch", "3"],
    "error: unknown option '--epoch'",
    "(Did you mean --epochs?)",
  );
  await assertRefused(
    ["--model", "baselin"],
    "error: option '--model <name>' argument 'baselin' is invalid. " +
      'Did you mean "baseline"? Allowed: baseline, small, flagship.',
  );
  await assertRefused(
    ["--precision", "bfloat16"],
    "error: option '--precision <name>' argument 'bfloat16' is invalid. " +
      'Did you mean "mixed_bfloat16"? Allowed: auto, float32, mixed_bfloat16.',
  );
  await assertRefused(
    ["--epochs", "2.5"],
    "error: option '--epochs <count>' argument '2.5' is invalid. " +
      "Expected a whole number from 1 to 4095.",
  );
  await assertRefused(
    ["--validation", "0.6"],
    "error: option '--validation <share>' argument '0.6' is invalid. " +
      "Expected a number from 0 to 0.5.",
  );
  await assertRefused(
    ["--out", ""],
    "error: option '--out <folder>' argument '' is invalid. Expected a path but found nothing.",
  );
  await assertRefused(
    ["surplus"],
    "error: too many arguments for 'train'. Expected 0 arguments but got 1: surplus.",
  );
});

Deno.test(
  "train names what is wrong in a config file",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const path = join(folder, "config.json");
      const refuse = async (text: string, ...lines: string[]) => {
        await Deno.writeTextFile(path, text);
        await assertRefused(["--config", path], ...lines);
      };
      const start = `error: Cannot use the config file "${path}": `;
      await refuse(
        '{ "epoch": 3 }',
        `${start}expected known keys but found "epoch"`,
      );
      await refuse(
        '{ "adam": { "beta3": 0.5 } }',
        `${start}expected known keys but found "adam.beta3"`,
      );
      await refuse(
        '{ "validation": 0.7 }',
        `${start}"validation": Too big: expected number to be <=0.5`,
      );
      await refuse("[]", `${start}Invalid input: expected object, received array`);
      await Deno.writeTextFile(path, "{ epochs: 3 }");
      const { errorOutput } = await train("--config", path);
      assert(
        errorOutput.startsWith(`error: Cannot use the config file "${path}": it is not JSON: `),
      );
      await assertRefused(
        ["--config", join(folder, "missing.json")],
        `error: Cannot read the config file "${
          join(folder, "missing.json")
        }": there is no such file.`,
      );
      await assertRefused(
        ["--config", folder],
        `error: Cannot read the config file "${folder}": expected a file but found a folder.`,
        '  Write one JSON object, such as { "recipe": "best", "epochs": 3 }.',
      );
    }),
);

Deno.test(
  "train refuses folders that hold a run or cannot be written, and leaves them alone",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const refuse = (out: string, reason: string) =>
        assertRefused(["--dataset", "synthetic", "--out", out], `error: Cannot write ${reason}`);
      await Deno.writeTextFile(join(folder, "config.json"), "{}");
      await refuse(folder, `a run to "${folder}": it already holds one.`);
      await Deno.writeTextFile(join(folder, RUN_FILES.checkpoint), "");
      await assertRefused(
        ["--out", folder],
        `error: Cannot write a run to "${folder}": it already holds one.`,
        `  Go on with it: deno task train --resume ${folder}`,
      );
      const file = join(folder, "config.json");
      await refuse(
        file,
        `the run to "${file}": File exists (os error 17): mkdir '${file}'.`,
      );
      const below = join(file, "run");
      await refuse(
        below,
        `the run to "${below}": Not a directory (os error 20): mkdir '${below}'.`,
      );
      assertEquals(await Deno.readTextFile(file), "{}");
      if (Deno.uid() === 0) {
        console.warn("skipped: root may write to every folder");
        return;
      }
      const forbidden = join(folder, "forbidden");
      await Deno.mkdir(forbidden, { mode: 0o555 });
      const { code, errorOutput } = await train("--out", join(forbidden, "run"));
      assertEquals(code, 1);
      assert(errorOutput.includes("Permission denied"), errorOutput);
    }),
);

Deno.test(
  "train --resume takes no other option but --data, and needs a checkpoint",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      await assertRefused(
        ["--resume", folder, "--epochs", "20"],
        "error: Cannot change options of a run that is resumed.",
        "  Leave all but --data, --quiet and --tensorboard out, or start a new run without --resume.",
      );
      await assertRefused(
        ["--resume", folder],
        `error: Cannot resume "${folder}": it holds no checkpoint.safetensors.`,
      );
      await Deno.writeTextFile(join(folder, RUN_FILES.checkpoint), "not a checkpoint");
      await assertRefused(
        ["--resume", folder],
        `error: Cannot resume "${folder}": checkpoint.safetensors is damaged.`,
      );
    }),
);

Deno.test(
  "train refuses data and options that do not go together",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const data = join(folder, "data");
      await writeTinyData(data, { imagesPerClass: { train: 2, test: 1 } });
      const out = join(folder, "run");
      await assertRefused(
        ["--data", data, "--limit", "4", "--validation", "0.1", "--out", out],
        "error: Cannot hold out 0.1 of 4 training images: that leaves 4 to learn from and 0 to validate on.",
        "  Change --validation, or take more images with --limit.",
      );
      await assertRefused(
        ["--evaluation", "validation"],
        "error: Cannot evaluate on validation images: none are held out.",
      );
      await assertRefused(
        [
          ...["--data", data, "--backend", "wasm", "--precision", "mixed_bfloat16", "--out", out],
          "--quiet",
        ],
        "error: Cannot train on the backend wasm: it does not know --precision mixed_bfloat16.",
      );
      await writeTinyData(data, { characters: [..."AA"] });
      await assertRefused(
        ["--data", data, "--out", out],
        'error: Cannot train on the data set "tiny": expected two or more classes, each with a ' +
          "character of its own, but found A A.",
      );
      await writeTinyData(data, { characters: ["0"] });
      await assertRefused(
        ["--data", data, "--out", out],
        'error: Cannot train on the data set "tiny": expected two or more classes, each with a ' +
          "character of its own, but found only the class 0.",
      );
      assertEquals(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["data"]);
    }),
);
