/**
 * Stored expectations of chart specifications: `tests/charts/expected/<name>.json`.
 *
 * After a wanted change run the tests once with `UPDATE_EXPECTATIONS=1`, look at the charts and at
 * the difference of the files, and commit both.
 */

import { assertEquals } from "@std/assert";
import type { ChartSpec } from "../../lib/charts/chart_spec.ts";

/** Asserts that `spec` is the stored one, or stores it when asked to by the environment. */
export async function assertExpected(name: string, spec: ChartSpec): Promise<void> {
  const file = new URL(`expected/${name}.json`, import.meta.url);
  if (Deno.env.get("UPDATE_EXPECTATIONS") === "1") {
    await Deno.writeTextFile(file, `${JSON.stringify(spec, null, 2)}\n`);
  }
  const expected: unknown = JSON.parse(await Deno.readTextFile(file));
  const found: unknown = JSON.parse(JSON.stringify(spec));
  assertEquals(found, expected, `"${name}" differs; to accept it, see tests/charts/expectation.ts`);
}
