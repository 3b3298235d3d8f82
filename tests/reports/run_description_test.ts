import { assertEquals } from "@std/assert";
import { describeRun } from "../../lib/reports/run_description.ts";
import { smallRecord } from "../runs/small_record.ts";

Deno.test("describeRun() names each file once and writes nested options in brackets", () => {
  const { config } = smallRecord();
  const [source] = config.dataset.sources;
  const facts = new Map(
    describeRun({
      ...config,
      dataset: { ...config.dataset, sources: [source, { ...source, official: true }] },
      options: { ...config.options, adam: { beta1: 0.9, clipNorm: null } },
    }).map(({ name, value }) => [name, value]),
  );
  assertEquals(
    facts.get("small-test-images-idx3-ubyte"),
    "SHA-256 bbbbbbbbbbbb… (as published by NIST)",
  );
  assertEquals(
    facts.get("options"),
    "model baseline, epochs 2, batchSize 128, learningRate 0.001, precision float32, backend auto, " +
      "validation 0.1, seed 0, evaluation test, gradientClipping 1, adam (beta1 0.9)",
  );
  assertEquals(facts.get("data set"), "small: 90 train, 10 validation, 4 to evaluate on (test)");
});
