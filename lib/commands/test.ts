/** `deno task test`: runs the tests with the permissions that they need. */

import type { Command } from "commander";

/** Adds `test` to the command line. */
export function registerTestCommand(program: Command): void {
  program.command("test")
    .description("Run the tests with the permissions that they need.")
    .argument("[files...]", "test files or folders (default: tests/)")
    .option("--filter <text>", "only tests whose names hold the text or match /expression/")
    .allowUnknownOption()
    .addHelpText("after", "\nEvery other option goes to `deno test`, such as --fail-fast.")
    .action(async (words: string[], { filter }: { readonly filter?: string }) => {
      const { runInForeground } = await import("../machine/run_program.ts");
      const filterWords = filter === undefined ? [] : ["--filter", filter];
      Deno.exitCode = await runInForeground(testProgram([...filterWords, ...words]));
    });
}

/**
 * Returns the program that runs the tests, with its arguments.
 *
 * @param words Arguments of `deno test`: files, folders and options; without any file all tests run.
 */
export function testProgram(words: readonly string[]): [string, ...string[]] {
  const named = words.filter((word, index) =>
    !word.startsWith("-") && words[index - 1] !== "--filter"
  );
  // The value of an option of Deno's, as in `--reporter dot`, passes for a file: it does no harm, for
  // `deno test` finds all tests by itself.
  const files = named.length === 0 ? ["tests/"] : [];
  return [Deno.execPath(), "test", "-q", "-P=test", ...files, ...words];
}
