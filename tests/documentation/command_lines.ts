/** Checks command lines in the documentation against the commands themselves, without running them. */

import { type Command, InvalidArgumentError } from "commander";
import { createProgram } from "../../lib/main.ts";

const program = createProgram();

/** The tasks of `deno.json`. */
type Tasks = Readonly<Record<string, { readonly command: string }>>;

/** Returns what is wrong with the `deno task` commands in a shell script, one sentence each. */
export function commandLineFaults(script: string, tasks: Tasks) {
  return script.split("\n").flatMap((line) => {
    const found = /(?:^|\s|deno@[\d.]+ )(?:deno )?task (\S+)([^#]*)/.exec(line);
    if (found === null) return [];
    const [, task, rest] = found;
    const words = rest.trim().split(/\s+/).filter((word) => word !== "");
    return taskFaults(task, words, tasks).map((fault) => `deno task ${task}: ${fault}`);
  });
}

/** Returns whether any command has the option, such as `--quick`. */
export function isKnownOption(name: string): boolean {
  return name === "--help" ||
    program.commands.some(({ options }) => options.some(({ long }) => long === name));
}

function taskFaults(
  task: string,
  words: readonly string[],
  tasks: Tasks,
): string[] {
  if (!(task in tasks)) return ["there is no such task in deno.json"];
  const name = /lib\/main\.ts (\S+)/.exec(tasks[task].command)?.[1];
  if (name === undefined) return [];
  const command = program.commands.find((candidate) => candidate.name() === name);
  return command === undefined ? ["there is no such command"] : commandFaults(command, words);
}

function commandFaults(command: Command, words: readonly string[]): string[] {
  const faults: string[] = [];
  const operands: string[] = [];
  for (let position = 0; position < words.length; position++) {
    const word = words[position];
    if (!word.startsWith("--")) {
      operands.push(word);
      continue;
    }
    const option = command.options.find(({ long }) => long === word);
    if (option === undefined) {
      if (word !== "--help") faults.push(`it has no option ${word}`);
    } else if (option.required || option.optional && isOperand(words.at(position + 1))) {
      position += 1;
      faults.push(...valueFaults(word, words.at(position), option.parseArg));
    }
  }
  const { registeredArguments } = command;
  if (operands.length > registeredArguments.length && !registeredArguments.at(-1)?.variadic) {
    faults.push(`it takes no ${operands.at(-1)}`);
  }
  operands.forEach((operand, position) => {
    const registered = registeredArguments[position];
    if (registered?.parseArg) {
      faults.push(...valueFaults(registered.name(), operand, registered.parseArg));
    }
  });
  return faults;
}

function isOperand(word: string | undefined): boolean {
  return word !== undefined && !word.startsWith("--");
}

/** Capitals stand for any value, as in `--resume FOLDER`. */
function valueFaults(
  name: string,
  value: string | undefined,
  parse: ((value: string, previous: unknown) => unknown) | undefined,
): string[] {
  if (value === undefined) return [`${name} lacks a value`];
  if (/^[A-Z_]+…?$/.test(value)) return [];
  try {
    parse?.(value, undefined);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    return [`${name} ${value}: ${error.message}`];
  }
}
