import { assert, assertEquals } from "@std/assert";
import { type ChartSpec, chartTitle } from "../../lib/charts/chart_spec.ts";
import { imageGrid } from "../../lib/charts/image_grid.ts";
import { chartBundle, interactiveChartBundle, pictureBundle } from "../../lib/notebook/show.ts";
import { decode } from "fast-png";
import { needsPermissions } from "../permissions.ts";

const spec: ChartSpec = {
  title: chartTitle("O costs most", "Errors of each character.", 200),
  data: { values: [{ character: "O", errors: 3 }] },
  mark: "bar",
  encoding: { y: { field: "errors", type: "quantitative" } },
};

Deno.test("chartBundle() offers Vega-Lite 5, which JupyterLab draws, and a picture", async () => {
  const bundle = await chartBundle(spec);
  assertEquals(Object.keys(bundle).sort(), [
    "application/vnd.vegalite.v5+json",
    "image/svg+xml",
    "text/plain",
  ]);
  const interactive = JSON.stringify(bundle["application/vnd.vegalite.v5+json"]);
  assert(interactive.includes('"$schema":"https://vega.github.io/schema/vega-lite/v5.json"'));
  assert(String(bundle["image/svg+xml"]).startsWith("<svg "));
  assertEquals(bundle["text/plain"], "O costs most");
});

Deno.test(
  "pictureBundle() gives a grey PNG of one channel that shows paper and ink",
  needsPermissions,
  async () => {
    const pixels = Uint8Array.from({ length: 16 }, (_, pixel) => pixel < 8 ? 0 : 255);
    const bundle = await pictureBundle(imageGrid([{ pixels, label: "A", summary: "an A" }], {
      height: 4,
      width: 4,
      columns: 1,
      zoom: 10,
      finding: "Half ink",
      caption: "One image.",
    }));
    const { channels, depth, data } = decode(Uint8Array.fromBase64(String(bundle["image/png"])));
    assertEquals([channels, depth], [1, 8]);
    assert(data.includes(0) && data.includes(255));
    assertEquals(bundle["text/plain"], "Half ink");
  },
);

Deno.test("interactiveChartBundle() leaves paper and letters to the front end's theme", () => {
  const text = JSON.stringify(interactiveChartBundle(spec));
  assert(!/"background"|"labelColor"|"titleColor"|"gridColor"/.test(text), text);
  assert(text.includes('"category"'), "series keep their colours");
});
