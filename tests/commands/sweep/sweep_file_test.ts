/** A sweep file is a list of configs; what is wrong with it is said in one sentence. */

import { assertEquals, assertThrows } from "@std/assert";
import { parseSweep } from "../../../lib/commands/sweep/sweep_file.ts";
import { UserError } from "../../../lib/user_error.ts";

const parse = (value: unknown) => parseSweep(JSON.stringify(value), 'the sweep "x.json"');

Deno.test("parseSweep() measures on validation images unless a config says otherwise", () => {
  const runs = parse([
    { name: "plain", note: "as given", epochs: 3 },
    { recipe: "best", validation: 0.2, evaluation: "test" },
  ]);
  assertEquals(runs, [
    {
      name: "plain",
      note: "as given",
      config: { validation: 0.1, evaluation: "validation", epochs: 3 },
    },
    {
      name: "run-02",
      note: "",
      config: { validation: 0.2, evaluation: "test", recipe: "best" },
    },
  ]);
});

Deno.test("parseSweep() gives every run the other data sets, unless its config names some", () => {
  const runs = parseSweep(
    JSON.stringify([{ epochs: 3 }, { also: { mine: "data" } }]),
    "it",
    { drawn: "there" },
  );
  assertEquals(runs.map(({ config }) => config.also), [{ drawn: "there" }, { mine: "data" }]);
});

Deno.test("parseSweep() throws on what is not a list of configs", () => {
  assertThrows(() => parseSweep("[{]", "it"), UserError, "Cannot use it: it is not JSON: ");
  assertThrows(() => parse({ epochs: 1 }), UserError, "expected array, received object");
  assertThrows(() => parse([]), UserError, 'Cannot use the sweep "x.json": ');
  assertThrows(() => parse([{ name: "../up" }]), UserError, '"0.name": expected letters');
  assertThrows(() => parse([{ name: "a" }, { name: "a" }]), UserError, 'two runs are called "a"');
  assertThrows(() => parse([{ name: "run-02" }, {}]), UserError, 'two runs are called "run-02"');
});
