/** A run's settings and surroundings as pairs of name and value, for the end of a report. */

import { countOf, countText } from "../number_text.ts";
import type { RunConfig } from "../runs/config.ts";

/** One setting in words. */
export interface RunFact {
  readonly name: string;
  readonly value: string;
}

/** Digits of a digest or commit that are shown. */
const SHOWN_DIGITS = 12;

const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });

/** Returns the day of an ISO 8601 time as people write it: `23 November 2026`. */
export function dayText(time: string): string {
  return DATE.format(new Date(time));
}

/** Returns what a reader needs to make the run again, the data first. */
export function describeRun(config: RunConfig): RunFact[] {
  const { dataset, model, backend, options, versions, machine, gitCommit, startedAt } = config;
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
    { name: "model", value: `${model.name}, ${countOf(model.parameters, "parameter")}` },
    { name: "backend", value: `${backend.name}, ${backend.precision}: ${backend.description}` },
    { name: "started", value: `${dayText(startedAt)}, ${TIME.format(new Date(startedAt))} UTC` },
    { name: "commit", value: gitCommit?.slice(0, SHOWN_DIGITS) ?? "none" },
    {
      name: "versions",
      value: Object.entries(versions)
        .filter(([, version]) => version !== null)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    },
    { name: "machine", value: `${machine.cpu}, ${countOf(machine.threads, "thread")}` },
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

/** Returns options in words, one fact each: `adam weight decay`, `0.05`; those not set are left out. */
export function describeOptions(options: object, path = ""): RunFact[] {
  return Object.entries(options).flatMap(([key, value]) => {
    const name = `${path} ${wordsOf(key)}`.trim();
    if (value === null || value === undefined) return [];
    return typeof value === "object"
      ? describeOptions(value, name)
      : [{ name, value: String(value) }];
  });
}

/** Returns a name in camel case as words: `batchSize` is `batch size`. */
function wordsOf(key: string): string {
  return key.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}
