/** `deno task report`, `compare` and `runs`, run as a user would. */

import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
  fail,
} from "@std/assert";
import { dirname, join, resolve } from "node:path";
import { writeRunRecord } from "../../lib/runs/record.ts";
import { renderRuns, updateRunTables } from "../../lib/commands/runs.ts";
import { renderModelTable } from "../../lib/reports/model_table.ts";
import { readListedRuns, renderRunsTable, replaceRunsTable } from "../../lib/reports/runs_table.ts";
import { runProgram } from "../../lib/machine/run_program.ts";
import { UserError } from "../../lib/user_error.ts";
import { needsPermissions } from "../permissions.ts";
import { exampleRun } from "../reports/example_run.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";

const repositoryRoot = resolve(import.meta.dirname ?? ".", "../..");

/** Runs a command of the project and returns what it printed. */
function run(...args: string[]) {
  return runIn(repositoryRoot, ...args);
}

/** Runs a command of the project in a folder and returns what it printed. */
async function runIn(folder: string, ...args: string[]) {
  const [config, program] = ["deno.json", "lib/main.ts"].map((name) => join(repositoryRoot, name));
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "--config", config, "-P=report", program, ...args],
    cwd: folder,
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).replaceAll("\u00a0", " ");
  return { code, out: text(stdout), error: text(stderr) };
}

/** Writes two runs, `first` and `second`, on the same images. */
function withRuns(use: (first: string, second: string) => Promise<void>): Promise<void> {
  return withTemporaryFolder(async (folder) => {
    const [first, second] = [join(folder, "first"), join(folder, "second")];
    await writeRunRecord(first, exampleRun(10, 0).record);
    await writeRunRecord(second, exampleRun(10, 1).record);
    await use(first, second);
  });
}

Deno.test(
  "report writes both files, prints where they are, and says when images are missing",
  needsPermissions,
  () =>
    withRuns(async (first) => {
      const { code, out, error } = await run("report", first);
      assertEquals([code, out], [
        0,
        `Report: ${join(first, "report.md")}\n        ${join(first, "report.html")}\n`,
      ]);
      assertMatch(error, /^The report shows no images: Cannot .*strokes/);
      assert((await Deno.stat(join(first, "report.html"))).isFile);
    }),
);

Deno.test(
  "report names the file that a run lacks, without a stack trace",
  needsPermissions,
  () =>
    withRuns(async (first) => {
      await Deno.remove(join(first, "metrics.json"));
      const { code, error } = await run("report", first);
      assertEquals(code, 1);
      assertMatch(
        error,
        /^error: Cannot read "metrics\.json" of the run "first": expected .*\n {2}Restore/,
      );
      assert(!error.includes("    at "));
    }),
);

Deno.test(
  "compare puts runs side by side, as tables and as JSON",
  needsPermissions,
  () =>
    withRuns(async (first, second) => {
      const { code, out } = await run("compare", first, second, "--classes", "3");
      assertEquals(code, 0);
      assertMatch(out, /^Run +Accuracy +95 % .*\nfirst +\d\d\.\d\d %.*\nsecond +\d\d\.\d\d %/);
      assertMatch(out, /second reads \d+\.\d\d points (more|less) right than first/);
      assertMatch(out, /Character +first +second +Points +Gained +Lost +p\n(.+\n){3}\n/);
      const { runs, differences } = JSON.parse((await run("compare", first, second, "--json")).out);
      assertEquals([runs.length, differences.length, differences[0].classes.length], [2, 1, 47]);
    }),
);

Deno.test("compare refuses a single run", needsPermissions, async () => {
  const { code, error } = await run("compare", "first");
  assertEquals(code, 1);
  assertStringIncludes(error, "missing required argument 'others'");
});

Deno.test(
  "runs --write writes the tables once and then finds them up to date",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (checkout) => {
      const names = [join("results", "README.md"), "README.md", "MODEL_CARD.md"];
      const pages = names.map((name) => join(checkout, name));
      await writeRunRecord(join(checkout, "results", "first"), exampleRun(2).record);
      for (const name of names) {
        await Deno.copyFile(join(repositoryRoot, name), join(checkout, name));
      }
      await assertRejects(
        () => updateRunTables(checkout, { check: true }),
        UserError,
        "Cannot accept",
      );
      await updateRunTables(checkout);
      const written = await Promise.all(pages.map((path) => Deno.readTextFile(path)));
      assertStringIncludes(written[0], "| [first](first/report.md) | strokes |");
      assertStringIncludes(written[0], "### `config.json`");
      assertStringIncludes(written[1], "| [first](results/first/report.md) |");
      assertStringIncludes(written[2], "| [first](results/first/report.md) |");
      await updateRunTables(checkout, { check: true });
      assertEquals(await Promise.all(pages.map((path) => Deno.readTextFile(path))), written);
    });
  },
);

Deno.test(
  "runs lists all runs, the newest first, and what cannot be read",
  needsPermissions,
  async () => {
    await withTemporaryFolder(async (results) => {
      assertEquals(await renderRuns(results), "There is no run yet: `deno task train` makes one.");
      const { record } = exampleRun(2);
      await writeRunRecord(join(results, "old"), record);
      await writeRunRecord(join(results, "new"), {
        ...record,
        config: { ...record.config, startedAt: "2026-12-01T01:02:03.004Z" },
      });
      await Deno.mkdir(join(results, "bad"));
      await Deno.writeTextFile(join(results, "bad", "config.json"), "{");
      const [heads, ...lines] = (await renderRuns(results)).split("\n");
      assertEquals(heads.split(/ {2,}/), [
        ...["Started (UTC)", "Accuracy", "Model", "Recipe", "Data set", "Run"],
      ]);
      assertEquals(lines.map((line) => line.split(/ +/).at(-1)).slice(0, 2), ["new", "old"]);
      assertStringIncludes(lines[0], "2026-12-01 01:02");
      assertStringIncludes(lines[0], `${(100 * record.metrics.accuracy).toFixed(1)} %`);
      assertStringIncludes(lines[2], 'Cannot read "config.json" of the run "bad"');
      const widest = Math.max(...[heads, ...lines.slice(0, 2)].map((line) => line.length));
      const narrow = (await renderRuns(results, widest - 1)).split("\n").slice(0, 3);
      assertEquals(narrow[0].split(/ {2,}/), [
        ...["Started (UTC)", "Accuracy", "Model", "Data set", "Run"],
      ]);
      assert(narrow.every((line) => line.length < widest), narrow.join("\n"));
    });
  },
);

Deno.test("runs --write leaves out what Git ignores", needsPermissions, async () => {
  const git = await runProgram("git", ["--version"]);
  if (git === undefined) return console.warn("skipped: the program git is not there");
  await withTemporaryFolder(async (checkout) => {
    for (const name of [join("results", "README.md"), "README.md", "MODEL_CARD.md", ".gitignore"]) {
      await Deno.mkdir(dirname(join(checkout, name)), { recursive: true });
      await Deno.copyFile(join(repositoryRoot, name), join(checkout, name));
    }
    for (const name of ["baseline-best-emnist47", "baseline-emnist47-20261123-120000"]) {
      await writeRunRecord(join(checkout, "results", name), exampleRun(2).record);
    }
    await runProgram("git", ["init", "-q", checkout]);
    const { code, out, error } = await runIn(checkout, "runs", "--write");
    assertEquals([code, error], [0, ""]);
    assertStringIncludes(out, "Wrote the table of 1 runs into results/README.md.");
    assertEquals((await runIn(checkout, "runs", "--check")).code, 0);
  });
});

Deno.test(
  "the tables say of each run that is listed what its folder says",
  needsPermissions,
  async () => {
    const results = join(repositoryRoot, "results");
    const listed = await Deno.readTextFile(join(results, "README.md"));
    const names = [...listed.matchAll(/\]\(([^)]+)\/report\.md\)/g)].map(([, name]) =>
      decodeURIComponent(name)
    );
    // Runs of one's own machine lie beside those of the project, and need not be listed.
    const runs = (await readListedRuns(results, fail)).filter(({ name }) => names.includes(name));
    assertEquals(listed, replaceRunsTable(listed, renderRunsTable(runs), "results/README.md"));
    for (const name of ["README.md", "MODEL_CARD.md"]) {
      const text = await Deno.readTextFile(join(repositoryRoot, name));
      assertEquals(text, replaceRunsTable(text, renderModelTable(runs), name));
    }
  },
);
