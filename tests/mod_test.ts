/** The library from outside: it passes the registry's checks and trains from another folder over HTTP. */

import { assertEquals } from "@std/assert";
import { join, resolve } from "node:path";
import { needsPermissions } from "./permissions.ts";
import { withTemporaryFolder } from "./testdata/temporary_folder.ts";

const checkout = resolve(import.meta.dirname ?? ".", "..");

async function deno(folder: string, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: folder,
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, output: decoder.decode(stdout), errorOutput: decoder.decode(stderr) };
}

Deno.test(
  "mod.ts is documented and could be published without slow types",
  needsPermissions,
  async () => {
    const lint = await deno(checkout, "doc", "--lint", "mod.ts");
    assertEquals(lint.code, 0, lint.errorOutput);
    const publish = await deno(checkout, "publish", "--dry-run", "--allow-dirty");
    assertEquals(publish.code, 0, publish.errorOutput);
  },
);

/** Serves the checkout's sources on a loopback port while `use` runs. */
async function withServer(use: (origin: string) => Promise<void>): Promise<void> {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) => {
      const path = join(checkout, decodeURIComponent(new URL(request.url).pathname));
      const bytes = await Deno.readFile(path).catch(() => undefined);
      return bytes === undefined ? new Response(null, { status: 404 }) : new Response(bytes, {
        headers: {
          "content-type": path.endsWith(".json") ? "application/json" : "text/typescript",
        },
      });
    },
  );
  try {
    await use(`http://127.0.0.1:${server.addr.port}`);
  } finally {
    await server.shutdown();
  }
}

Deno.test(
  "mod.ts trains from a folder elsewhere that imports it over HTTP",
  needsPermissions,
  () =>
    withTemporaryFolder(async (folder) => {
      const { imports, allowScripts } = JSON.parse(
        await Deno.readTextFile(join(checkout, "deno.json")),
      );
      await withServer(async (origin) => {
        await Deno.writeTextFile(
          join(folder, "deno.json"),
          JSON.stringify({ imports, allowScripts }),
        );
        await Deno.writeTextFile(
          join(folder, "train.ts"),
          `import { createModel, loadDataset, openBackend, plainRecipe, predictDataset, trainModel }
          from "${origin}/mod.ts";
        const backend = await openBackend("wasm");
        const training = await loadDataset("synthetic", "train", { limit: 470 });
        const model = createModel("baseline", { seed: 0, classCount: 47 });
        const recipe = { ...plainRecipe, epochs: 2, batchSize: 47 };
        const { history } = await trainModel(model, training, { backend, recipe });
        const predictor = await backend.createPredictor(model);
        const { probabilities } = await predictDataset(predictor, training);
        predictor.dispose();
        console.log(history.length, history[1].loss < history[0].loss, probabilities.length);`,
        );
        const { code, output, errorOutput } = await deno(
          folder,
          "run",
          "-A",
          "--no-lock",
          "train.ts",
        );
        assertEquals([code, output], [0, `2 true ${470 * 47}\n`], errorOutput);
      });
    }),
);
