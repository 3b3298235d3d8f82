/** `deno task serve [RUN]`: a run's model behind HTTP, for programs. */

import type { Command } from "commander";
import { join } from "node:path";
import { integerBetween, pathOf } from "./option_values.ts";
import { backendOption, runArgument } from "./run_options.ts";
import type { RunServerOptions } from "./serve/run_server.ts";

const examples = `
Examples:
  deno task serve
  deno task serve small-best-emnist47 --port 9000
  curl --data-binary @page.jpg -H 'content-type: image/jpeg' http://127.0.0.1:8080/v1/read
Ctrl-C or SIGTERM ends it once every request that came is answered. docs/server.md has the rest.`;

/** Adds `serve` to the command line. */
export function registerServeCommand(program: Command): void {
  program.command("serve")
    .description("Serve a run's model over HTTP: read pictures, classify characters.")
    .addArgument(runArgument("[run]"))
    .option("--port <number>", "port, or 0 for any that is free", integerBetween(0, 65535), 8080)
    .option("--host <address>", "address to listen on; 0.0.0.0 lets others in", "127.0.0.1")
    .option(
      "--app <folder>",
      "the drawing page, as `deno task app` builds it",
      pathOf,
      join("results", "app"),
    )
    .option(
      "--threads <count>",
      "threads that work on pictures (default: one a core)",
      integerBetween(1, 64),
    )
    .addOption(backendOption())
    .addHelpText("after", examples)
    .action(async (run: string | undefined, options: RunServerOptions) => {
      const { runServer } = await import("./serve/run_server.ts");
      await runServer(run, options);
    });
}
