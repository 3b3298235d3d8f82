import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { evaluatePredictions } from "../../lib/evaluation/evaluate.ts";
import { writeReport } from "../../lib/reports/write_report.ts";
import { needsPermissions } from "../permissions.ts";
import { withTemporaryFolder } from "../testdata/temporary_folder.ts";
import { type ExampleRun, exampleRun } from "./example_run.ts";

const smallRun = exampleRun(10);

/** Writes a run and its report into `NAME` below a new folder. */
function withReport(
  name: string,
  { record, testDataset }: ExampleRun,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  return withTemporaryFolder(async (parent) => {
    const folder = join(parent, name);
    await writeReport(folder, record, { dataset: testDataset, reason: "" });
    await use(folder);
  });
}

Deno.test(
  "writeReport() writes pictures for every reference of report.md",
  needsPermissions,
  async () => {
    await withReport("a run", smallRun, async (folder) => {
      const text = await Deno.readTextFile(join(folder, "report.md"));
      const pictures = [...text.matchAll(/(?:src|srcset)="([^"]+)"/g)].map(([, path]) => path);
      assertEquals(pictures.length, 16);
      for (const path of pictures) {
        assertMatch(await Deno.readTextFile(join(folder, path)), /^<svg .*<\/svg>$/s);
      }
    });
  },
);

Deno.test("writeReport() gives the figures that a reader looks for", needsPermissions, async () => {
  await withReport("a run", smallRun, async (folder) => {
    const { counts } = smallRun.record.evaluation.matrix;
    const right = counts.filter((_, cell) => cell % 48 === 0).reduce(
      (sum, count) => sum + count,
      0,
    );
    const percent = `${(100 * right / 470).toFixed(1)}\u00a0%`;
    for (const file of ["report.md", "report.html"]) {
      const text = await Deno.readTextFile(join(folder, file));
      assertStringIncludes(text, `${percent} of 470 handwritten characters are read right`);
      assertStringIncludes(text, "deno task train --epochs 2");
      assertStringIncludes(text, "look-alikes");
    }
  });
});

Deno.test("writeReport() makes a page that names no other host", needsPermissions, async () => {
  await withReport("a run", smallRun, async (folder) => {
    const page = await Deno.readTextFile(join(folder, "report.html"));
    const addresses = new Set(page.match(/\w+:\/\/[^\s"'<>)]+/g));
    // The names of XML dialects look like addresses, but nothing is ever fetched from them.
    assertEquals([...addresses].toSorted(), [
      "http://www.w3.org/1999/xlink",
      "http://www.w3.org/2000/svg",
    ]);
    assert(page.includes('Content-Security-Policy" content="default-src &#39;none&#39;;'));
  });
});

Deno.test("writeReport() does without images, and says why", needsPermissions, async () => {
  await withTemporaryFolder(async (folder) => {
    await writeReport(folder, smallRun.record, {
      dataset: null,
      reason: "The test images of it are not those.",
    });
    for (const file of ["report.md", "report.html"]) {
      const text = await Deno.readTextFile(join(folder, file));
      assertMatch(text, /shows no images: The test images of .* are not those/);
      assert(!text.includes("confident-errors"));
    }
  });
});

Deno.test("writeReport() shows a run without a single error", needsPermissions, async () => {
  const { record, testDataset } = smallRun;
  const { labels } = record.predictions;
  const probabilities = new Float32Array(labels.length * 47);
  labels.forEach((label, image) => probabilities[image * 47 + label] = 1);
  const predictions = { ...record.predictions, probabilities };
  const perfect = { ...record, predictions, evaluation: evaluatePredictions(predictions) };
  await withReport("perfect", { record: perfect, testDataset }, async (folder) => {
    const text = await Deno.readTextFile(join(folder, "report.md"));
    assertStringIncludes(text, "There is not one error.");
    assert(!text.includes("NaN") && !text.includes("Infinity"));
    const page = await Deno.readTextFile(join(folder, "report.html"));
    assert(!/NaN|Infinity|undefined/.test(page.replaceAll(/<(script|style).*?<\/\1>/gs, "")));
  });
});

Deno.test(
  "writeReport() keeps a run whose characters are markup readable",
  needsPermissions,
  async () => {
    const { smallRecord } = await import("../runs/small_record.ts");
    const characters = ["<b>", "&", "|"];
    const record = smallRecord();
    const predictions = { ...record.predictions, characters };
    const strange = {
      ...record,
      config: { ...record.config, dataset: { ...record.config.dataset, characters } },
      metrics: {
        ...record.metrics,
        perClass: record.metrics.perClass.map((metrics, label) => ({
          ...metrics,
          character: characters[label],
        })),
      },
      predictions,
      evaluation: evaluatePredictions(predictions),
    };
    await withTemporaryFolder(async (folder) => {
      await writeReport(folder, strange, { dataset: null, reason: "There are none." });
      const page = await Deno.readTextFile(join(folder, "report.html"));
      assert(!page.includes("<b>"));
      assertStringIncludes(page, "&lt;b&gt;");
      const text = await Deno.readTextFile(join(folder, "report.md"));
      assertStringIncludes(text, "| `\\|` |");
    });
  },
);

Deno.test("writeReport() takes 18,800 predictions in 3 MB of page", needsPermissions, async () => {
  const { record, testDataset } = exampleRun(400);
  const errors = 1 - record.metrics.accuracy;
  assert(errors > 0.11, `${errors}: too easy to be worth weighing`);
  await withTemporaryFolder(async (folder) => {
    const { page } = await writeReport(folder, record, { dataset: testDataset, reason: "" });
    const { size } = await Deno.stat(page);
    assert(size < 3_000_000, `${size} bytes`);
  });
});
