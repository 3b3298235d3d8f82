import { assertEquals } from "@std/assert";
import { createBaselineCnn } from "../../lib/models/baseline_cnn.ts";
import { createModelTable } from "../../lib/notebook/model_bundle.ts";

Deno.test("createModelTable() counts the baseline CNN as it is counted by hand", () => {
  const model = createBaselineCnn({ seed: 0 });
  const { rows } = createModelTable(model);
  model.dispose();
  assertEquals(rows.map(([name, , output, , parameters]) => [name, output, parameters]), [
    ["convolution1", "[batch, 26, 26, 32]", "320"],
    ["pooling1", "[batch, 13, 13, 32]", "0"],
    ["convolution2", "[batch, 11, 11, 64]", "18,496"],
    ["pooling2", "[batch, 5, 5, 64]", "0"],
    ["convolution3", "[batch, 3, 3, 128]", "73,856"],
    ["flatten", "[batch, 1152]", "0"],
    ["dense1", "[batch, 128]", "147,584"],
    ["probabilities", "[batch, 47]", "6,063"],
    ["total", "", "246,319"],
  ]);
});

Deno.test("createModelTable() shows the shapes of a layer's kernel and bias", () => {
  const model = createBaselineCnn({ seed: 0 });
  const { rows } = createModelTable(model);
  model.dispose();
  assertEquals(rows[0][3], "[3, 3, 1, 32] + [32]");
  assertEquals(rows[1][3], "–");
});
