/** `@std/assert` with types, from whatever registry `deno.json` names. */

// @ts-types="./std_assert.d.ts"
export * from "deno-std/assert";
