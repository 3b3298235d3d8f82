/** The network in a real Chromium, against TensorFlow on the same images. */

import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { gatherAppData } from "../../lib/app/app_data.ts";
import { openBackend } from "../../lib/backends/backend.ts";
import { loadDataset } from "../../lib/datasets/load.ts";
import { loadModel } from "../../lib/models/model_files.ts";
import { readReportImages } from "../../lib/reports/report_images.ts";
import { listRunFolders } from "../../lib/runs/folder.ts";
import { findBrowser, withBrowser } from "../testdata/browser.ts";

const browserPath = findBrowser();

/** All test images of emnist47 where they are, else those that the run's report shows. */
async function testImages(run: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return (await loadDataset("emnist47", "test")).images;
  } catch {
    console.warn("emnist47 is not here: comparing on the images of the run's report instead.");
    return (await readReportImages(run)).images;
  }
}

async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL("../testdata/network_entry.ts", import.meta.url));
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "browser", "--format", "iife", entry],
  }).output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

Deno.test({
  name: "startNetwork() answers in a browser as TensorFlow does, to 1e-3 in every probability",
  ignore: browserPath === undefined,
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const [run] = await listRunFolders();
    const images = await testImages(run);
    const data = await gatherAppData(run, console.warn);
    const backend = await openBackend("tensorflow", { announce: console.error, progress() {} });
    const predictor = await backend.createPredictor(await loadModel(join(run, "model")), {
      temperature: data.temperature,
    });
    const expected = await predictor.predict(images);
    predictor.dispose();
    await withBrowser(browserPath ?? "", async (browser) => {
      const page = await browser.newPage();
      await page.addScriptTag({ content: await bundle() });
      const script = `predict(${JSON.stringify(data)}, "${images.toBase64()}")`;
      const { backend, answers } = z.object({ backend: z.string(), answers: z.array(z.number()) })
        .parse(await page.evaluate(script));
      assertEquals(backend, "wasm");
      assertEquals(answers.length, expected.length);
      const largest = answers.reduce(
        (most, answer, index) => Math.max(most, Math.abs(answer - expected[index])),
        0,
      );
      assert(largest <= 1e-3, `the largest difference is ${largest}`);
    });
  },
});
