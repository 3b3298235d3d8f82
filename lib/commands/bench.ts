/** `deno task bench`: how fast this machine trains models and predicts with them. */

import type { Command } from "commander";
import { BACKEND_NAMES } from "../backends/backend.ts";
import { MODEL_NAMES } from "../models/models.ts";
import { RECIPE_NAMES } from "../recipes/recipes.ts";
import { RECIPE_LIMITS } from "../training/recipe.ts";
import { PRECISIONS } from "../training/trainer.ts";
import type { BenchmarkOptions } from "./bench/run_benchmarks.ts";
import type { ClusterBenchmarkOptions } from "./bench/run_cluster_benchmark.ts";
import type { ServerBenchmarkOptions } from "./bench/run_server_benchmark.ts";
import { choiceOf, integerBetween } from "./option_values.ts";

interface BenchOptions extends BenchmarkOptions, ServerBenchmarkOptions, ClusterBenchmarkOptions {
  readonly server?: boolean;
  readonly cluster?: boolean;
}

/** Adds `bench` to the command line. */
export function registerBenchCommand(program: Command): void {
  const many = <Choice extends string>(choices: readonly Choice[]) => (value: string) =>
    value.split(",").map(choiceOf(choices));
  const { batchSize } = RECIPE_LIMITS;
  program.command("bench")
    .description(
      "Measure the throughput of training, or of predicting, on random images in memory.",
    )
    .option("--backend <names>", "backends, comma-separated", many(BACKEND_NAMES), ["tensorflow"])
    .option("--model <names>", `${MODEL_NAMES.join(", ")}, comma-separated`, many(MODEL_NAMES), [
      "baseline",
    ])
    .option("--predict", "measure predictions, in float32, in the place of training")
    .option(
      "--precision <names>",
      `${PRECISIONS.join(", ")}, comma-separated (default: all that a backend has)`,
      many(PRECISIONS),
    )
    .option(
      "--recipe <names>",
      `${RECIPE_NAMES.join(", ")}: also whole epochs of it, with and without augmentation`,
      many(RECIPE_NAMES),
      [],
    )
    .option(
      "--steps <count>",
      "timed steps, after up to 10 to warm up",
      integerBetween(1, 1e6),
      100,
    )
    .option(
      "--batch-size <count>",
      "images a step",
      integerBetween(batchSize.minimum, batchSize.maximum),
      128,
    )
    .option("--json", "print one JSON object a line")
    .option("--server", "measure `deno task serve` instead, from 1, 8 and 64 clients")
    .option(
      "--seconds <count>",
      "with --server, for each number of clients",
      integerBetween(1, 3600),
      10,
    )
    .option(
      "--cluster",
      "measure Ray instead: what a task costs, and two nodes against one, on this machine",
    )
    .option("--epochs <count>", "with --cluster, of each training", integerBetween(1, 1000), 20)
    .action(async (options: BenchOptions) => {
      if (options.cluster) {
        const { runClusterBenchmark } = await import("./bench/run_cluster_benchmark.ts");
        return await runClusterBenchmark(options);
      }
      if (options.server) {
        const { runServerBenchmark } = await import("./bench/run_server_benchmark.ts");
        return await runServerBenchmark(options);
      }
      const { runBenchmarks } = await import("./bench/run_benchmarks.ts");
      await runBenchmarks(options);
    });
}
