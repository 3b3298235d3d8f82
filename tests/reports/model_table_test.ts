import { assertEquals } from "@std/assert";
import { renderModelTable } from "../../lib/reports/model_table.ts";
import type { ListedRun } from "../../lib/reports/runs_table.ts";
import { smallRecord } from "../runs/small_record.ts";

/** A run of the recipe `best` on 4 test images. */
function run(
  name: string,
  { seed = 0, accuracy = 0.75, evaluation = "test", epochs = 2, precision = "float32" }: {
    readonly seed?: number;
    readonly accuracy?: number;
    readonly evaluation?: "test" | "validation";
    readonly epochs?: number;
    readonly precision?: string;
  } = {},
): ListedRun {
  const { config, metrics } = smallRecord();
  const options = {
    ...config.options,
    recipe: "best",
    limit: null,
    seed,
    evaluation,
    epochs,
    precision,
  };
  const backend = { ...config.backend, precision };
  return { name, config: { ...config, options, backend }, metrics: { ...metrics, accuracy } };
}

/** The rows of the table without its head, as fields. */
function rows(runs: readonly ListedRun[]): string[][] {
  return renderModelTable(runs).replaceAll("\u00a0", " ").split("\n").slice(2)
    .map((line) => line.split("|").slice(1, -1).map((field) => field.trim()));
}

Deno.test("renderModelTable() takes the mean of runs that differ only in their seed", () => {
  // By hand: the mean of 1 and 0.5 is 0.75, and Wilson's interval of 3 of 4 is 0.3006 to 0.9544.
  assertEquals(rows([run("b", { seed: 1, accuracy: 1 }), run("a", { accuracy: 0.5 })]), [[
    ...["baseline", "best", "246,319", "small"],
    ...["75.0 % (30.1 % to 95.4 %)", "2", "0.1 min"],
    "[a](results/a/report.md)",
  ]]);
});

Deno.test("renderModelTable() keeps other settings apart, the most accurate first", () => {
  const table = rows([run("short"), run("long", { epochs: 3, accuracy: 1 })]);
  assertEquals(table.map((fields) => fields[7]), [
    "[long](results/long/report.md)",
    "[short](results/short/report.md)",
  ]);
});

Deno.test("renderModelTable() takes a setting that a run does not name for off", () => {
  const older = run("older", { seed: 1 });
  const options = {
    ...older.config.options,
    mixUp: 0,
    plateau: null,
    trainedShare: 1,
    teacher: null,
    teacherShare: 1,
  };
  const table = rows([run("newer"), { ...older, config: { ...older.config, options } }]);
  assertEquals(table.map((fields) => fields[5]), ["2"]);
});

Deno.test("renderModelTable() keeps precisions apart", () => {
  const table = rows([run("plain"), run("mixed", { precision: "mixed_bfloat16", accuracy: 1 })]);
  assertEquals(table.map((fields) => fields[5]), ["1", "1"]);
});

Deno.test("renderModelTable() has a column for each other data set, of runs that all have it", () => {
  const withOther = (name: string, seed: number, accuracy: number): ListedRun => {
    const one = run(name, { seed });
    // Where the others lie is no setting of the training.
    const options = { ...one.config.options, also: { drawn: `data/${name}` } };
    return {
      ...one,
      config: { ...one.config, options },
      metrics: { ...one.metrics, also: { drawn: { images: 4, accuracy } } },
    };
  };
  const pair = [withOther("a", 0, 0.5), withOther("b", 1, 0.75)];
  assertEquals(rows([...pair, run("long", { epochs: 3 })]).map((fields) => fields[5]), [
    "62.5 %", // by hand: the mean of 50 and 75
    "",
  ]);
  assertEquals(rows([...pair, run("c", { seed: 2 })]).map((fields) => fields[5]), [""]);
});

Deno.test("renderModelTable() leaves out what was measured on validation images", () => {
  assertEquals(
    renderModelTable([run("choosing", { evaluation: "validation" })]),
    "There is no run yet: `deno task train` makes one.",
  );
});
