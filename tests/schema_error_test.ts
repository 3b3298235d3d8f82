/** A misfit is named by its path, an unknown key comes with the nearest known one. */

import { assertEquals } from "@std/assert";
import { z } from "zod";
import { schemaError } from "../lib/schema_error.ts";

const schema = z.strictObject({
  seed: z.int(),
  nested: z.strictObject({ momentum: z.number(), factor: z.number() }).partial().nullable(),
  list: z.array(z.strictObject({ width: z.number() })).optional(),
  kind: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("a"), share: z.number() }),
    z.strictObject({ type: z.literal("b"), divisor: z.number() }),
  ]).optional(),
  model: z.enum(["baseline", "small"]).optional(),
});

function messageOf(value: unknown): [string, string] {
  const parsed = schema.safeParse(value);
  if (parsed.success) throw new Error("expected a misfit");
  const { message, hint } = schemaError(parsed.error, {
    schema,
    value,
    source: 'the file "x.json"',
  });
  return [message, hint];
}

Deno.test("schemaError() names the nearest key to an unknown one", () => {
  assertEquals(messageOf({ seed: 0, nested: null, sead: 1 }), [
    'Cannot use the file "x.json": expected known keys but found "sead"',
    'Did you mean "seed"? Known keys: seed, nested, list, kind, model.',
  ]);
});

Deno.test("schemaError() looks into nullable objects, lists and variants", () => {
  assertEquals(messageOf({ seed: 0, nested: { facter: 1 } }), [
    'Cannot use the file "x.json": expected known keys but found "nested.facter"',
    'Did you mean "factor"? Known keys: momentum, factor.',
  ]);
  assertEquals(messageOf({ seed: 0, nested: null, list: [{ width: 1 }, { width: 1, wide: 2 }] }), [
    'Cannot use the file "x.json": expected known keys but found "list.1.wide"',
    'Did you mean "width"? Known keys: width.',
  ]);
  const [message, hint] = messageOf({
    seed: 0,
    nested: null,
    kind: { type: "b", divisor: 1, shore: 2 },
  });
  assertEquals(message, 'Cannot use the file "x.json": expected known keys but found "kind.shore"');
  assertEquals(hint, 'Did you mean "share"? Known keys: type, share, divisor.');
});

Deno.test("schemaError() names the place of a wrong value", () => {
  const [message] = messageOf({ seed: "one", nested: null });
  assertEquals(
    message,
    'Cannot use the file "x.json": "seed": Invalid input: expected number, received string',
  );
  const [whole] = messageOf([]);
  assertEquals(
    whole,
    'Cannot use the file "x.json": Invalid input: expected object, received array',
  );
});

Deno.test("schemaError() names the nearest word where only some are allowed", () => {
  assertEquals(messageOf({ seed: 0, nested: null, model: "bas" }), [
    'Cannot use the file "x.json": "model": expected one of baseline, small but found "bas"',
    'Did you mean "baseline"?',
  ]);
  assertEquals(messageOf({ seed: 0, nested: null, kind: { type: "bb", divisor: 1 } }), [
    'Cannot use the file "x.json": "kind.type": expected one of a, b but found "bb"',
    'Did you mean "b"?',
  ]);
  for (const kind of [{}, { type: 3 }]) {
    const [message, hint] = messageOf({ seed: 0, nested: null, kind });
    assertEquals(message.startsWith('Cannot use the file "x.json": "kind.type": Invalid'), true);
    assertEquals(hint, "Correct this value and run the same command again.");
  }
});
