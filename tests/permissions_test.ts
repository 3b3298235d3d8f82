import { assert, assertEquals } from "@std/assert";
import denoJson from "../deno.json" with { type: "json" };
import { permissionNames } from "./permissions.ts";

Deno.test("deno test -P and deno task test grant what tests need, so that none is ignored", () => {
  const granted = Object.entries(denoJson.permissions.default)
    .filter(([, granted]) => granted === true).map(([name]) => name);
  assertEquals(permissionNames.filter((name) => !granted.includes(name)), []);
  assert(denoJson.tasks.test.command.split(" ").includes("-P"));
  assert(denoJson.tasks.ok.command.endsWith("&& deno test -q && deno task test"));
});
