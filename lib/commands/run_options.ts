/** Options and arguments that several commands take, each described once. */

import { Argument, Option } from "commander";
import { BACKEND_CHOICES, type BackendChoice } from "../backends/backend.ts";
import { choiceOf, pathOf, runOf } from "./option_values.ts";

/** A run, `<run>` where a command needs one and `[run]` where it has one of its own. */
export function runArgument(
  name: "<run>" | "[run]" = "<run>",
  description = "a run's folder, or its name under results/",
): Argument {
  return new Argument(name, description).argParser(runOf);
}

/** `--backend`: what runs a network; the best that works, unless another is named. */
export function backendOption(use = ""): Option {
  return new Option("--backend <name>", `${use}${BACKEND_CHOICES.join(", ")}`)
    .argParser(choiceOf(BACKEND_CHOICES))
    .default("auto" satisfies BackendChoice);
}

/** `--dataset`: the data that a finished run is measured on. */
export function datasetOption(): Option {
  const text = "balanced, another split, emnist47, … (default: that of the run)";
  return new Option("--dataset <name>", text);
}

/** `--data`: where data sets are searched first. */
export function dataOption(description = "folder with IDX files, searched first"): Option {
  return new Option("--data <folder>", description).argParser(pathOf);
}

/** `--ray`: the cluster that does the work. */
export function rayOption(work: string): Option {
  const addresses = "auto, host:port, ray://host:port, or local to start one here";
  return new Option("--ray [address]", `${work} on a Ray cluster: ${addresses}`).preset("local");
}
