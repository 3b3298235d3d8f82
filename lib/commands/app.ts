/** `deno task app [RUN]`: a page to draw on, that needs no server. */

import type { Command } from "commander";
import { join } from "node:path";
import { pathOf } from "./option_values.ts";
import { runArgument } from "./run_options.ts";

interface AppOptions {
  readonly out: string;
  readonly single?: boolean;
  readonly open?: boolean;
}

/** Adds `app` to the command line. */
export function registerAppCommand(program: Command): void {
  program.command("app")
    .description("Build a page to draw on: the network runs in the browser, offline.")
    .addArgument(
      runArgument("[run]", "a run's folder or name (default: the one that reads handwriting best)"),
    )
    .option("--out <folder>", "where the page goes", pathOf, join("results", "app"))
    .option("--single", "put everything into one HTML file")
    .option("--open", "show it in the browser, from an address of this machine's own")
    .action(buildPage);
}

async function buildPage(
  run: string | undefined,
  { out, single = false, open }: AppOptions,
): Promise<void> {
  const { buildApp } = await import("../app/build_app.ts");
  const { gatherAppData } = await import("../app/app_data.ts");
  const { writeFileAtomically } = await import("../machine/atomic_write.ts");
  const { findRunFolder } = await import("../runs/folder.ts");
  const { READING_RUN } = await import("../runs/open_reader.ts");
  const data = await gatherAppData(await findRunFolder(run ?? READING_RUN), console.error);
  const files = await buildApp(data, { single });
  for (const [name, text] of files) await writeFileAtomically(join(out, name), text);
  console.log(`Page: ${join(out, "index.html")}`);
  if (open) await showPage(files);
}

/** Serves the page on a loopback port until Ctrl-C, and opens it in the browser. */
async function showPage(files: ReadonlyMap<string, string>): Promise<void> {
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => void openInBrowser(`http://127.0.0.1:${port}/`),
  }, ({ url }) => {
    const name = new URL(url).pathname.slice(1) || "index.html";
    const text = files.get(name);
    const type = name.endsWith(".js") ? "text/javascript" : "text/html";
    return text === undefined
      ? new Response("Not found", { status: 404 })
      : new Response(text, { headers: { "content-type": `${type}; charset=utf-8` } });
  });
  Deno.addSignalListener("SIGINT", () => void server.shutdown());
  await server.finished;
}

/** What opens an address in a person's browser. */
const openers: Partial<Record<typeof Deno.build.os, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  windows: ["cmd", "/c", "start"],
};

async function openInBrowser(address: string): Promise<void> {
  const { runProgram } = await import("../machine/run_program.ts");
  const [program, ...args] = openers[Deno.build.os] ?? ["xdg-open"];
  const result = await runProgram(program, [...args, address]);
  const isOpen = result?.exitCode === 0;
  console.log(`${isOpen ? "Shown" : "Open it in a browser"} at ${address} until Ctrl-C.`);
}
