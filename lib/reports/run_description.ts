/** A run's settings and surroundings as pairs of name and value, for the end of a report. */

import { countText } from "../number_text.ts";
import type { RunConfig } from "../runs/config.ts";

/** One setting in words. */
export interface RunFact {
  readonly name: string;
  readonly value: string;
}

/** Digits of a digest or commit that are shown. */
const SHOWN_DIGITS = 12;

/** Returns what a reader needs to make the run again, the data first. */
export function describeRun(config: RunConfig): RunFact[] {
  const { dataset, model, backend, options, versions, machine, gitCommit } = config;
  const images = [
    `${countText(dataset.trainCount)} train`,
    ...(dataset.validationCount > 0 && options.evaluation === "test"
      ? [`${countText(dataset.validationCount)} validation`]
      : []),
    `${countText(dataset.testCount)} to evaluate on (${options.evaluation})`,
  ];
  return [
    { name: "data set", value: `${dataset.name}: ${images.join(", ")}` },
    ...sourceFacts(config),
    { name: "model", value: `${model.name}, ${countText(model.parameters)} parameters` },
    { name: "backend", value: `${backend.name}, ${backend.precision}: ${backend.description}` },
    { name: "options", value: optionsText(options) },
    { name: "started", value: config.startedAt },
    { name: "commit", value: gitCommit?.slice(0, SHOWN_DIGITS) ?? "none" },
    {
      name: "versions",
      value: Object.entries(versions)
        .filter(([, version]) => version !== null)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    },
    { name: "machine", value: `${machine.cpu}, ${machine.threads} threads` },
  ];
}

/** Returns the digest of each file; train and test share their mapping, which is named once. */
function sourceFacts({ dataset }: RunConfig): RunFact[] {
  const values = dataset.sources.map(({ name, sha256, official }): [string, string] => [
    name,
    `SHA-256 ${sha256.slice(0, SHOWN_DIGITS)}…${official ? " (as published by NIST)" : ""}`,
  ]);
  return Array.from(new Map(values), ([name, value]) => ({ name, value }));
}

/** Returns options as `epochs 10, adam (beta1 0.9, beta2 0.999)`; those that are not set are left out. */
function optionsText(options: object): string {
  return Object.entries(options)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) =>
      typeof value === "object" ? `${name} (${optionsText(value)})` : `${name} ${value}`
    )
    .join(", ");
}
