/** Runs a code block of the documentation in the root of the repository. */

import { assertEquals, fail } from "@std/assert";
import { dirname, join } from "node:path";
import { parseSweep } from "../../lib/commands/sweep/sweep_file.ts";
import { completeRequest, readConfigFile } from "../../lib/commands/train/request.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { checkout, type CodeBlock } from "./pages.ts";

/**
 * Runs a block: `sh` in a shell, `ts` type-checked in Deno, `json train-config` and `json sweep`
 * through the code that reads such files. What a `ts` block prints must be what the comments behind
 * its calls of `console.log` say.
 *
 * Fails for any other block: it has to be marked with `no-run`, or be plain `text`.
 */
export async function runBlock({ info, code, place }: CodeBlock): Promise<void> {
  const kind = info.join(" ");
  if (kind === "sh") await run("bash", ["-euc", code]);
  else if (kind === "ts") await runTypescript(code);
  else if (kind === "json train-config") await checkConfig(JSON.parse(code));
  else if (kind === "json sweep") {
    for (const { config } of parseSweep(code, place)) await checkConfig(config);
  } else fail(`${place}: the block "${kind}" is neither run nor marked with no-run`);
}

/** Joins `ts` blocks to one, each in a scope of its own. */
export function joinExamples(blocks: readonly CodeBlock[]): CodeBlock {
  const scopes = blocks.map(({ code }) => {
    const lines = code.replaceAll(
      /^import (\{[^}]*\}) from ("[^"]+");$/gm,
      "const $1 = await import($2);",
    );
    return `{\n${lines}}\n`;
  });
  return {
    place: blocks.map(({ place }) => place).join(", "),
    info: ["ts"],
    code: scopes.join(""),
  };
}

async function runTypescript(code: string): Promise<void> {
  const expected = [...code.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
  const printed = await run(Deno.execPath(), ["run", "-q", "--check", "-P=train", "-"], code);
  assertEquals(printed === "" ? [] : printed.trimEnd().split("\n"), expected);
}

async function checkConfig(config: unknown): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    const path = join(folder, "config.json");
    await Deno.writeTextFile(path, JSON.stringify(config));
    completeRequest({}, await readConfigFile(path), { source: path, fastestPrecision: "float32" });
  });
}

async function run(program: string, args: string[], input = ""): Promise<string> {
  const path = `${dirname(Deno.execPath())}:${Deno.env.get("PATH")}`;
  const process = new Deno.Command(program, {
    args,
    cwd: checkout,
    env: { NO_COLOR: "1", PATH: path },
    signal: AbortSignal.timeout(300_000),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { code, stdout, stderr } = await process.output();
  const [output, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assertEquals(code, 0, `${output}\n${errors}`);
  return output;
}
