/** Timing the server: one image a request, from 1, 8 and 64 clients at a time, then whole pages. */

import { z } from "zod";
import { IMAGE_PIXELS } from "../../datasets/dataset.ts";
import { createRandom } from "../../random.ts";
import { errorLine, runProgram } from "../../machine/run_program.ts";
import { UserError } from "../../user_error.ts";
import { ownCommand } from "../own_command.ts";
import { measureReading } from "./measure_reading.ts";

/** What to measure. */
export interface ServerBenchmarkOptions {
  /** Seconds for each number of clients. */
  readonly seconds: number;
  readonly json?: boolean;
}

/** The load generator, from npm; named in a command, so that only this fetches it. */
const LOAD_GENERATOR = "npm:autocannon@9.0.0";

const CLIENT_COUNTS = [1, 8, 64];

const loadSchema = z.object({
  requests: z.object({ average: z.number() }),
  latency: z.object({ p50: z.number(), p99: z.number() }),
  errors: z.int(),
  timeouts: z.int(),
  non2xx: z.int(),
});

/**
 * Starts a server on a free port of this machine, measures it, and prints a line a number of clients:
 * requests a second, latency in milliseconds, and the server's memory afterwards; then how fast it
 * reads pages against the command line.
 *
 * @throws {UserError} when the server does not start or the load generator cannot be had.
 */
export async function runServerBenchmark(options: ServerBenchmarkOptions): Promise<void> {
  const [program, ...args] = ownCommand("serve", "--port", "0");
  const server = new Deno.Command(program, { args, stdout: "piped", stderr: "inherit" }).spawn();
  try {
    const url = await readUrl(server.stdout);
    for (const clients of CLIENT_COUNTS) {
      const load = await measure(url, clients, options.seconds);
      const result = {
        clients,
        requestsPerSecond: Math.round(load.requests.average),
        p50: load.latency.p50,
        p99: load.latency.p99,
        failed: load.errors + load.timeouts + load.non2xx,
        megabytes: Math.round(await residentBytes(url) / 1e6),
      };
      console.log(options.json ? JSON.stringify(result) : lineOf(result));
    }
    const { commandLine, server: speeds } = await measureReading(url, options.seconds);
    for (const [clients, speed] of speeds) {
      const result = { clients, pagesPerSecond: speed, commandLine, ratio: speed / commandLine };
      console.log(options.json ? JSON.stringify(result) : readingLineOf(result));
    }
  } finally {
    server.kill("SIGTERM");
    await server.status;
  }
}

function lineOf(result: Readonly<Record<string, number>>): string {
  const { clients, requestsPerSecond, p50, p99, failed, megabytes } = result;
  return `${clients} ${clients === 1 ? "client" : "clients"}: ${requestsPerSecond} requests/s, ` +
    `p50 ${p50} ms, p99 ${p99} ms, ${failed} failed, ${megabytes} MB`;
}

function readingLineOf(result: Readonly<Record<string, number>>): string {
  const { clients, pagesPerSecond, commandLine, ratio } = result;
  return `read, ${clients} ${clients === 1 ? "client" : "clients"}: ${pagesPerSecond.toFixed(1)} ` +
    `pages/s, ${ratio.toFixed(2)} of the command line's ${commandLine.toFixed(1)}`;
}

/** Reads the address that the server prints once it listens. */
async function readUrl(output: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = "";
  for await (
    const part of output.pipeThrough(new TextDecoderStream()).values({ preventCancel: true })
  ) {
    text += part;
    const url = /^(http:\S+) serves/m.exec(text)?.[1];
    if (url !== undefined) return url;
  }
  throw new UserError("Cannot measure the server: it did not start.", {
    hint: "Run `deno task serve` to see why.",
  });
}

async function measure(url: string, clients: number, seconds: number) {
  const random = createRandom(0);
  // The load generator reads its file as text, which bytes above 127 would not survive.
  const image = Uint8Array.from({ length: IMAGE_PIXELS }, () => random.integer(128));
  const file = await Deno.makeTempFile();
  try {
    await Deno.writeFile(file, image);
    const result = await runProgram(Deno.execPath(), [
      ...["run", "--quiet", "--no-lock", "--no-config", "--allow-all", LOAD_GENERATOR],
      ...["--json", "--method", "POST", "--input", file],
      ...["--headers", "content-type=application/octet-stream"],
      ...["--connections", `${clients}`, "--duration", `${seconds}`, `${url}/v1/classify`],
    ]);
    if (result?.exitCode === 0) return loadSchema.parse(JSON.parse(result.output));
    throw new UserError(`Cannot measure the server: ${errorLine(result?.errorOutput ?? "")}`, {
      hint: `The load generator is ${LOAD_GENERATOR}: check the network and npm's registry.`,
    });
  } finally {
    await Deno.remove(file);
  }
}

async function residentBytes(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\d+)/m.exec(metrics)?.[1]);
}
