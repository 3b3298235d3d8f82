import { assertEquals } from "@std/assert";
import { createFindings } from "../../lib/reports/findings.ts";
import { headline, summarySentences } from "../../lib/reports/headline.ts";
import { createMeasures } from "../../lib/reports/measures.ts";
import { smallRecord } from "../runs/small_record.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

Deno.test("headline() and summarySentences() say what four images show", () => {
  const findings = createFindings("small", smallRecord());
  assertEquals(plain(headline(findings)), "75.0 % of 4 handwritten characters are read right");
  assertEquals(summarySentences(findings).map(plain), [
    "The only error stays within 1 group of look-alikes, {A ,}; with each group counted as " +
    "one character, 100.0 % are read right.",
    'Hardest, by F1: A (0.67), , (0.67) and " (1.00).',
    "Too modest: it claims 71.5 % and reaches 75.0 % (calibration error 28.5 %).",
  ]);
});

Deno.test("createMeasures() gives Wilson's interval of 3 of 4", () => {
  const [accuracy, merged] = createMeasures(smallRecord());
  // statsmodels 0.14: proportion_confint(3, 4, method="wilson")
  assertEquals(plain(accuracy.interval), "30.1 % to 95.4 %");
  assertEquals(plain(accuracy.value), "75.0 %");
  assertEquals(plain(merged.value), "100.0 %");
});
