/** Images of characters in rows and columns, each with a line or two of text below it. */

import { CHART_WIDTH, type ChartSpec, chartTitle } from "./chart_spec.ts";
import { encodeGreyPng, pngDataUri } from "./png.ts";
import { CHARACTER_FONT } from "./theme.ts";

/** One picture of a grid. */
export interface GridImage {
  /** `[height, width]` row-major uint8, 0 (paper, drawn black) to 255 (ink, drawn white). */
  readonly pixels: Uint8Array;
  /** The line below the picture, set in the font of characters. */
  readonly label: string;
  /** A second, smaller line. */
  readonly note?: string;
  /** The picture in words. */
  readonly summary: string;
}

/** How a grid is laid out. */
export interface ImageGridOptions {
  /** Size of every picture in its own pixels. */
  readonly height: number;
  readonly width: number;
  /** What the pictures show, the chart's title. */
  readonly finding: string;
  /** How they were chosen, below the title. */
  readonly caption: string;
  readonly columns: number;
  /**
   * Chart pixels a picture pixel.
   *
   * @default {2}
   */
  readonly zoom?: number;
}

const GAP = 12;
const LINE_HEIGHT = 16;

/** Returns a chart of the pictures, row by row. */
export function imageGrid(images: readonly GridImage[], options: ImageGridOptions): ChartSpec {
  const { height, width, finding, caption, columns, zoom = 2 } = options;
  const hasNotes = images.some(({ note }) => note !== undefined);
  const labelHeight = LINE_HEIGHT * (hasNotes ? 2 : 1);
  const values = images.map(({ pixels, label, note, summary }, position) => ({
    column: position % columns,
    row: Math.floor(position / columns),
    label,
    summary,
    ...(note === undefined ? {} : { note }),
    image: pngDataUri(encodeGreyPng(pixels, height, width)),
  }));
  const place = (field: "column" | "row") => ({
    field,
    type: "ordinal" as const,
    axis: null,
    scale: { padding: 0 },
  });
  const [x, y] = [place("column"), place("row")];
  const tileHeight = height * zoom;
  const text = (field: "label" | "note", dy: number, font: object) => ({
    mark: { type: "text" as const, dy, baseline: "middle" as const, ...font },
    encoding: { x, y, text: { field, type: "nominal" as const } },
  });
  const firstLine = (tileHeight + LINE_HEIGHT - labelHeight) / 2 + 2;
  return {
    title: chartTitle(finding, caption, Math.max(columns * (width * zoom + GAP), CHART_WIDTH / 2)),
    width: { step: width * zoom + GAP },
    height: { step: tileHeight + labelHeight + GAP },
    data: { values },
    layer: [
      {
        mark: {
          type: "image",
          width: width * zoom,
          height: tileHeight,
          aspect: false,
          yOffset: -labelHeight / 2,
          smooth: false,
        },
        encoding: {
          x,
          y,
          url: { field: "image", type: "nominal" },
          tooltip: { field: "summary", type: "nominal" },
          description: { field: "summary", type: "nominal" },
        },
      },
      text("label", firstLine, { font: CHARACTER_FONT, fontSize: 13 }),
      ...(hasNotes ? [text("note", firstLine + LINE_HEIGHT - 1, { style: "note" })] : []),
    ],
  };
}
