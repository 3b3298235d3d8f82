/** `train` as a user starts it: a process of its own, which can be watched, interrupted and killed. */

import { resolve } from "node:path";

const checkout = resolve(import.meta.dirname ?? ".", "../../..");

/** How a process ended. */
export interface Ending {
  readonly code: number;
  readonly signal: Deno.Signal | null;
  readonly output: string;
  readonly errorOutput: string;
}

/** A process of `deno task train` that is under way. */
export class TrainProcess {
  readonly #child: Deno.ChildProcess;
  readonly #output: Promise<string>;
  readonly #errorOutput: Promise<void>;
  #errors = "";
  #onErrors = () => {};

  /** Starts `train` with the arguments given. */
  constructor(...args: readonly string[]) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-q", "-P=train", "lib/main.ts", "train", ...args],
      cwd: checkout,
      env: { NO_COLOR: "1" },
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#output = new Response(this.#child.stdout).text();
    this.#errorOutput = this.#readErrors();
  }

  /** Waits until standard error has `text`; gives up when the process ends without it. */
  async errorsWith(text: string): Promise<void> {
    const ended = this.#errorOutput.then(() => true);
    while (!this.#errors.includes(text)) {
      const more = new Promise<boolean>((resolve) => this.#onErrors = () => resolve(false));
      if (await Promise.race([more, ended]) && !this.#errors.includes(text)) {
        throw new Error(`no "${text}" in: ${this.#errors}`);
      }
    }
  }

  /** Waits until a file is there; gives up when the process ends without it. */
  async writes(path: string): Promise<void> {
    let isOver = false;
    this.#child.status.then(() => isOver = true);
    for (;;) {
      if (await Deno.stat(path).then(() => true, () => false)) return;
      if (isOver) throw new Error(`no "${path}": ${this.#errors}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Sends a signal; nothing happens where the process has ended already. */
  kill(signal: Deno.Signal): void {
    try {
      this.#child.kill(signal);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }

  /** Waits for the end. */
  async end(): Promise<Ending> {
    const { code, signal } = await this.#child.status;
    await this.#errorOutput;
    return { code, signal, output: await this.#output, errorOutput: this.#errors };
  }

  async #readErrors(): Promise<void> {
    for await (const text of this.#child.stderr.pipeThrough(new TextDecoderStream())) {
      this.#errors += text;
      this.#onErrors();
    }
  }
}

/** Runs `train` to its end. */
export async function train(...args: readonly string[]): Promise<Ending> {
  return await new TrainProcess(...args).end();
}
