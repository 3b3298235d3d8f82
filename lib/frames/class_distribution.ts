/** How many images each class has in each split, as a frame. */

import pl from "nodejs-polars";
import { createCharacterFrame } from "./character_frame.ts";
import { conformFrame, createFrame } from "./typed_frame.ts";

/** Columns of {@linkcode createClassDistribution}. */
export const CLASS_DISTRIBUTION_SCHEMA = {
  /** The name given to the labels, such as `train`. */
  split: pl.String,
  class: pl.Int32,
  character: pl.String,
  /** Number of images. */
  count: pl.Int32,
  /** Share of the split's images, 0 to 1; 0 for a split without images (0/0). */
  share: pl.Float64,
};

/** A frame with the columns of {@linkcode CLASS_DISTRIBUTION_SCHEMA}. */
export type ClassDistributionFrame = pl.DataFrame<typeof CLASS_DISTRIBUTION_SCHEMA>;

/**
 * Counts the labels of each split, ordered by split as given and then by class; classes without
 * images are kept with count 0.
 *
 * @param labelsBySplit Class of each image, `[n]` uint8, under the split's name.
 * @param characters The character of each class, `[classes]`.
 */
export function createClassDistribution(
  labelsBySplit: Readonly<Record<string, Uint8Array>>,
  characters: readonly string[],
): ClassDistributionFrame {
  const classes: pl.DataFrame = createCharacterFrame(characters);
  const count = pl.col("count").cast(pl.Int32).fillNull(0);
  const splits = Object.entries(labelsBySplit).map(([split, labels]) => {
    const counted = createFrame({ class: pl.Int32 }, { class: labels })
      .groupBy("class")
      .agg(pl.len().alias("count"));
    const images = count.cast(pl.Float64);
    return conformFrame(
      classes.join(counted, { on: "class", how: "left" }).sort("class").withColumns(
        pl.lit(split).alias("split"),
        count.alias("count"),
        images.div(images.sum()).fillNan(0).alias("share"),
      ),
      CLASS_DISTRIBUTION_SCHEMA,
    );
  });
  return conformFrame(pl.concat(splits), CLASS_DISTRIBUTION_SCHEMA);
}
