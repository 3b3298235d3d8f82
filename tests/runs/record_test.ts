import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { basename, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { readRunMetrics, readRunRecord, writeRunRecord } from "../../lib/runs/record.ts";
import { RUN_FILES } from "../../lib/runs/folder.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { smallRecord } from "./small_record.ts";

/** Writes the record to a new folder and lets `use` work with it. */
function withRunFolder(use: (folder: string) => Promise<void>): Promise<void> {
  return withTemporaryFolder(async (folder) => {
    await writeRunRecord(folder, smallRecord());
    await use(folder);
  });
}

/** Asserts that reading the folder fails with a UserError that matches and has a hint. */
async function assertUnreadable(folder: string, message: RegExp, hint: RegExp): Promise<void> {
  const error = await assertRejects(() => readRunRecord(folder), UserError);
  assertMatch(error.message, message);
  assertMatch(error.hint, hint);
}

async function editText(path: string, edit: (text: string) => string): Promise<void> {
  await Deno.writeTextFile(path, edit(await Deno.readTextFile(path)));
}

Deno.test("readRunRecord() returns what writeRunRecord() wrote", needsPermissions, async () => {
  await withRunFolder(async (folder) => assertEquals(await readRunRecord(folder), smallRecord()));
});

Deno.test(
  "readRunRecord() reads a run of the time when the baseline and the plain recipe were called seed",
  needsPermissions,
  async () => {
    await withRunFolder(async (folder) => {
      await editText(
        join(folder, "config.json"),
        (text) =>
          text.replace('"model": "baseline"', '"model": "seed"')
            .replace('"recipe": null', '"recipe": "seed"')
            .replace('"name": "baseline"', '"name": "seed_cnn"'),
      );
      const { options, model } = (await readRunRecord(folder)).config;
      assertEquals([options.model, options.recipe, model.name], [
        "baseline",
        "plain",
        "baseline_cnn",
      ]);
    });
  },
);

Deno.test("writeRunRecord() leaves exactly the record's files", needsPermissions, async () => {
  await withRunFolder(async (folder) => {
    const names = [];
    for await (const entry of Deno.readDir(folder)) names.push(entry.name);
    assertEquals(names.sort(), [
      "config.json",
      "confusion.csv",
      "history.csv",
      "metrics.json",
      "predictions.csv.gz",
    ]);
  });
});

Deno.test(
  "writeRunRecord() quotes characters in CSV as RFC 4180 says",
  needsPermissions,
  async () => {
    await withRunFolder(async (folder) => {
      assertEquals(
        await Deno.readTextFile(join(folder, "confusion.csv")),
        'true \\ predicted,A,",",""""\nA,1,0,0\n",",1,1,0\n"""",0,0,1\n',
      );
    });
  },
);

Deno.test(
  "writeRunRecord() leaves validation columns empty where there is none",
  needsPermissions,
  async () => {
    await withRunFolder(async (folder) => {
      assertEquals(
        await Deno.readTextFile(join(folder, "history.csv")),
        "epoch,loss,accuracy,validationLoss,validationAccuracy,learningRate,seconds,imagesPerSecond\n" +
          "1,1.25,0.5,,,0.001,2,45\n2,0.75,0.625,1,0.5,0.0005,1.5,60\n",
      );
    });
  },
);

Deno.test(
  "writeRunRecord() ranks the classes of every prediction, ties in class order",
  needsPermissions,
  async () => {
    await withRunFolder(async (folder) => {
      const text = gunzipSync(await Deno.readFile(join(folder, "predictions.csv.gz"))).toString();
      assertEquals(text.trimEnd().split("\n"), [
        "index,true,predicted,confidence,correct,trueProbability," +
        "class1,probability1,class2,probability2,class3,probability3",
        "0,0,0,0.75,1,0.75,0,0.75,1,0.125,2,0.125",
        "1,1,0,0.5,0,0.25,0,0.5,1,0.25,2,0.25",
        "2,1,1,0.984375,1,0.984375,1,0.984375,2,0.015625,0,0",
        "7,2,2,0.625,1,0.625,2,0.625,0,0.1875,1,0.1875",
      ]);
    });
  },
);

for (const file of ["config.json", "history.csv", "metrics.json", "predictions.csv.gz"]) {
  Deno.test(`readRunRecord() names ${file} when it is missing`, needsPermissions, async () => {
    await withRunFolder(async (folder) => {
      await Deno.remove(join(folder, file));
      await assertUnreadable(folder, new RegExp(`Cannot read "${file}" of the run`), /train again/);
    });
  });
}

Deno.test(
  "readRunRecord() names predictions.csv.gz when it is cut short",
  needsPermissions,
  async () => {
    await withRunFolder(async (folder) => {
      const path = join(folder, "predictions.csv.gz");
      await Deno.writeFile(path, (await Deno.readFile(path)).subarray(0, 40));
      await assertUnreadable(folder, /"predictions\.csv\.gz".*complete gzip/, /Restore/);
    });
  },
);

Deno.test(
  "readRunRecord() refuses probabilities above 1 and columns that contradict each other",
  needsPermissions,
  async () => {
    const changes = [
      ["0.75,1,0.75,0,0.75", "2,1,0.75,0,2", /probabilities from 0 to 1 in line 2 but found 2/],
      ["0.75,1,0.75,0,0.75", "0.75,1,0.75,0,0.7", /columns of line 2 contradict/],
    ] as const;
    for (const [from, to, message] of changes) {
      await withRunFolder(async (folder) => {
        const path = join(folder, "predictions.csv.gz");
        const text = gunzipSync(await Deno.readFile(path)).toString();
        await Deno.writeFile(path, gzipSync(text.replace(from, to)));
        await assertUnreadable(folder, message, /Restore/);
      });
    }
  },
);

Deno.test(
  "readRunMetrics() computes measures that the run is older than",
  needsPermissions,
  async () => {
    await withRunFolder(async (folder) => {
      const { metrics } = smallRecord();
      const { macroF1: _, ...older } = metrics;
      await Deno.writeTextFile(join(folder, "metrics.json"), JSON.stringify(older));
      assertEquals(await readRunMetrics(folder), metrics);
    });
  },
);

Deno.test("readRunRecord() refuses an older and a newer schema", needsPermissions, async () => {
  await withRunFolder(async (folder) => {
    const path = join(folder, "config.json");
    await editText(path, (text) => text.replace('"schemaVersion": 1', '"schemaVersion": 0'));
    await assertUnreadable(
      folder,
      /"config\.json".*expected schema version 1 but found 0/,
      /older/,
    );
    await editText(path, (text) => text.replace('"schemaVersion": 0', '"schemaVersion": 2'));
    await assertUnreadable(folder, /expected schema version 1 but found 2/, /newer.*update/);
    await editText(path, (text) => text.replace('"schemaVersion": 2,', ""));
    await assertUnreadable(folder, /expected schema version 1 but found none/, /older/);
  });
});

Deno.test(
  "readRunRecord() names the key of a JSON file that does not fit",
  needsPermissions,
  async () => {
    await withRunFolder(async (folder) => {
      const path = join(folder, "metrics.json");
      await editText(path, (text) => text.replace('"accuracy": 0.75', '"accuracy": "high"'));
      await assertUnreadable(folder, /"metrics\.json".*"accuracy".*expected number/, /Restore/);
    });
  },
);

Deno.test(
  "readRunRecord() refuses figures and predictions of other classes or images",
  needsPermissions,
  async () => {
    await withRunFolder(async (folder) => {
      const path = join(folder, "metrics.json");
      await editText(path, (text) => text.replace('"character": "A"', '"character": "B"'));
      await assertUnreadable(folder, /expected "A" as class 0 but found "B"/, /Restore/);
    });
    await withRunFolder(async (folder) => {
      const config = join(folder, "config.json");
      await editText(config, (text) => text.replace('"testCount": 4', '"testCount": 5'));
      await assertUnreadable(
        folder,
        /"predictions\.csv\.gz".*5 test images but found 4/,
        /Restore/,
      );
    });
  },
);

Deno.test(
  "readRunRecord() reads a history that is older than a column that may be empty",
  needsPermissions,
  async () => {
    await withRunFolder(async (folder) => {
      // The fifth of the columns is validationAccuracy.
      const withoutFifth = (line: string) => line.split(",").toSpliced(4, 1).join(",");
      await editText(
        join(folder, "history.csv"),
        (text) => text.split("\n").map(withoutFifth).join("\n"),
      );
      const { history } = await readRunRecord(folder);
      assertEquals(history.map((epoch) => epoch.validationAccuracy), [null, null]);
      assertEquals(history.map((epoch) => epoch.learningRate), [0.001, 0.0005]);
    });
  },
);

Deno.test(
  "readRunRecord() refuses history whose epochs skip or are not numbers",
  needsPermissions,
  async () => {
    await withRunFolder(async (folder) => {
      const path = join(folder, "history.csv");
      await editText(path, (text) => text.replace("\n2,0.75", "\n3,0.75"));
      await assertUnreadable(folder, /"history\.csv".*epoch 2 in line 3 but found 3/, /Restore/);
      await editText(path, (text) => text.replace("\n3,0.75", "\n2,low"));
      await assertUnreadable(folder, /number as loss in line 3 but found "low"/, /Restore/);
    });
  },
);

Deno.test(
  "readRunRecord() says of a run with a checkpoint that it is not finished",
  needsPermissions,
  async () => {
    await withRunFolder(async (folder) => {
      await Deno.remove(join(folder, "config.json"));
      await assertUnreadable(folder, /"config\.json".* found none/, /Restore/);
      await Deno.writeTextFile(join(folder, RUN_FILES.checkpoint), "");
      const error = await assertRejects(() => readRunRecord(folder), UserError);
      assertEquals([error.message, error.hint], [
        `Cannot read the run "${basename(folder)}": expected a finished one but found a checkpoint`,
        `Go on with it: deno task train --resume ${folder}`,
      ]);
    });
  },
);
