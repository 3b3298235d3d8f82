import { assertEquals } from "@std/assert";
import { describeOptions, describeRun } from "../../lib/reports/run_description.ts";
import { smallRecord } from "../runs/small_record.ts";

Deno.test("describeRun() names each file once and writes times as people do", () => {
  const { config } = smallRecord();
  const [source] = config.dataset.sources;
  const sources = [source, { ...source, official: true }];
  const facts = new Map(
    describeRun({ ...config, dataset: { ...config.dataset, sources } })
      .map(({ name, value }) => [name, value]),
  );
  assertEquals(
    facts.get("small-test-images-idx3-ubyte"),
    "SHA-256 bbbbbbbbbbbb… (as published by NIST)",
  );
  assertEquals(facts.get("data set"), "small: 90 train, 10 validation, 4 to evaluate on (test)");
  assertEquals(facts.get("started"), "23 November 2026, 04:05 UTC");
});

Deno.test("describeOptions() writes nested names in words and leaves out what is not set", () => {
  assertEquals(describeOptions({ batchSize: 128, adam: { beta1: 0.9, clipNorm: null } }), [
    { name: "batch size", value: "128" },
    { name: "adam beta1", value: "0.9" },
  ]);
});
