/** The calls that docs/server.md shows, made as they stand there against `deno task serve`. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { createSyntheticDataset } from "../../lib/datasets/synthetic.ts";
import { runProgram } from "../../lib/machine/run_program.ts";
import { checkout, codeBlocks } from "../documentation/pages.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { runCommandLine } from "../commands/command_line.ts";

const run = "baseline-best-emnist47";

/** Where the server of the documentation listens. */
const documentedUrl = "http://127.0.0.1:8080";

/** The code blocks of the section that shows calls. */
async function readCalls() {
  const path = "docs/server.md";
  const text = await Deno.readTextFile(join(checkout, path));
  const [, calls] = text.split("\n## Calling it\n");
  return codeBlocks({ path, text: calls.split("\n## ")[0] });
}

/** Runs a program in `folder`; its output, or a failure with what it complained of. */
async function output(program: string, args: readonly string[], folder: string): Promise<string> {
  const result = await new Deno.Command(program, { args: [...args], cwd: folder }).output();
  const [out, errors] = [result.stdout, result.stderr].map((bytes) =>
    new TextDecoder().decode(bytes)
  );
  assert(result.success, `${program}: ${errors}`);
  return out;
}

/** Starts the server on a free port. */
async function startServer() {
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-P=train", "lib/main.ts", "serve", run, "--port", "0"],
    cwd: checkout,
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let printed = "";
  const lines = server.stdout.pipeThrough(new TextDecoderStream()).values({ preventCancel: true });
  for await (const part of lines) {
    printed += part;
    const url = /^(http:\S+) serves/m.exec(printed)?.[1];
    if (url === undefined) continue;
    return {
      url,
      async [Symbol.asyncDispose]() {
        server.kill("SIGTERM");
        await server.status;
      },
    };
  }
  throw new Error("The server did not start");
}

/** Writes a picture of a line of drawn characters, black on white. */
async function drawLine(path: string, characters: string): Promise<void> {
  const drawn = createSyntheticDataset("test", { imagesPerClass: 1 });
  const [zoom, gap] = [3, 12];
  const [width, height] = [characters.length * (28 * zoom + gap) + gap, 28 * zoom + 2 * gap];
  const pixels = new Uint8Array(width * height).fill(255);
  for (const [place, character] of [...characters].entries()) {
    const image = 784 * drawn.labels.indexOf(drawn.characters.indexOf(character));
    for (let y = 0; y < 28 * zoom; y++) {
      for (let x = 0; x < 28 * zoom; x++) {
        const ink = drawn.images[image + 28 * Math.floor(y / zoom) + Math.floor(x / zoom)];
        pixels[(y + gap) * width + x + gap + place * (28 * zoom + gap)] = 255 - ink;
      }
    }
  }
  const { default: sharp } = await import("sharp"); // which asks for permissions on import
  await sharp(pixels, { raw: { width, height, channels: 1 } }).toFile(path);
}

/** What the command line reads on a picture. */
async function readAlone(path: string, ...args: readonly string[]) {
  const command = ["read", path, "--model", run, "--json", ...args];
  const { code, output, errorOutput } = await runCommandLine("read", ...command);
  assertEquals(code, 0, errorOutput);
  return JSON.parse(output);
}

Deno.test({
  name: "the calls of docs/server.md answer what the command line reads",
  ...needsPermissions,
  sanitizeOps: false,
  sanitizeResources: false,
  fn: (test) =>
    withTemporaryFolder(async (folder) => {
      const blocks = await readCalls();
      await using server = await startServer();
      const codeOf = (language: string) => {
        const found = blocks.filter(({ info }) => info[0] === language);
        assertEquals(found.length, 1, language);
        assert(found[0].code.includes(documentedUrl));
        return found[0].code.replaceAll(documentedUrl, server.url);
      };
      const place = (name: string) => join(folder, name);
      await drawLine(place("page.jpg"), "HAT");
      await drawLine(place("form.png"), "472");
      await drawLine(place("page.png"), "BED");
      const curl = await runProgram("curl", ["--version"]);
      await test.step({
        name: "curl",
        ignore: curl === undefined,
        fn: async () => {
          const answers = (await output("sh", ["-euc", codeOf("sh")], folder))
            .replace("}{", "}\n{").trim().split("\n").map((line) => JSON.parse(line).pages[0]);
          const pages = [
            await readAlone(place("page.jpg")),
            await readAlone(place("form.png"), "--characters", "digits"),
          ];
          assertEquals(answers.map(({ lines }) => lines), pages.map(({ lines }) => lines));
          assertMatch(answers[1].text, /^[\d ]+$/);
        },
      });
      await test.step("TypeScript", async () => {
        await Deno.writeTextFile(place("call.ts"), codeOf("ts"));
        const printed = await output(Deno.execPath(), ["run", "-A", "-q", "call.ts"], folder);
        const page = await readAlone(place("page.png"), "--characters", "capitals");
        assertEquals(printed, `${page.text} ${page.lines[0].words[0].confidence}\n`);
      });
      const python = await runProgram("python3", ["--version"]);
      await test.step({
        name: "Python",
        ignore: python === undefined,
        fn: async () => {
          const printed = await output("python3", ["-c", codeOf("python")], folder);
          assertMatch(printed, /^\['.', '.'\]\n$/);
        },
      });
    }),
});
