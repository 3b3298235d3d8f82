/** A model as a table: what each layer gives and how many parameters it learns. */

import type { LayersModel } from "@tensorflow/tfjs";
import type { MimeBundle } from "./display.ts";
import { type Table, tableBundle } from "./table_bundle.ts";

/** Returns a model's layers as a table, with the number of parameters in the last line. */
export function modelBundle(model: LayersModel): MimeBundle {
  return tableBundle(createModelTable(model));
}

/** Returns the summary's rows: one a layer, in the model's order, and the total. */
export function createModelTable(model: LayersModel): Table {
  const rows = model.layers.map((layer) => [
    layer.name,
    layer.getClassName(),
    formatShapes(layer.outputShape),
    layer.weights.map((weight) => formatShape(weight.shape)).join(" + ") || "–",
    layer.countParams().toLocaleString("en"),
  ]);
  return {
    columns: [
      { name: "layer", alignment: "left" },
      { name: "kind", alignment: "left" },
      { name: "output", alignment: "left" },
      { name: "weights", alignment: "left" },
      { name: "parameters", alignment: "right" },
    ],
    rows: [...rows, ["total", "", "", "", model.countParams().toLocaleString("en")]],
    caption: model.name,
  };
}

type Shape = readonly (number | null)[];

function formatShapes(shapes: Shape | readonly Shape[]): string {
  return isShapeList(shapes) ? shapes.map(formatShape).join(", ") : formatShape(shapes);
}

function isShapeList(shapes: Shape | readonly Shape[]): shapes is readonly Shape[] {
  return shapes.some(Array.isArray);
}

/** Writes a shape with the batch size, which is open, as `batch`: `[batch, 26, 26, 32]`. */
function formatShape(shape: Shape): string {
  return `[${shape.map((size) => size ?? "batch").join(", ")}]`;
}
