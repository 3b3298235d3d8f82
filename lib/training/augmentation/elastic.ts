/**
 * Elastic distortion: pixels are displaced by a smooth random field, as a hand's tremor would.
 *
 * After Simard, Steinkraus and Platt, "Best Practices for Convolutional Neural Networks Applied to
 * Visual Document Analysis", 2003, who smooth one random displacement a pixel; here a coarse grid of
 * random displacements is interpolated, which costs far less.
 */

import type { Random } from "../../random.ts";

/** Numbers that describe a displacement along the pixels of one cell; see {@linkcode ElasticField}. */
export const NUMBERS_PER_CELL = 8;

/**
 * A field of displacements over images of one size, to be drawn anew for each image.
 *
 * Nodes lie `spacing` pixels apart, on the corners of cells that begin at the image's upper left
 * edge, and one more all around. Between them x and y displacements follow the cubic of Catmull and
 * Rom in both directions (Keys, "Cubic Convolution Interpolation for Digital Image Processing", 1981,
 * with a = −1/2), which runs through the nodes without kinks.
 */
export interface ElasticField {
  /** Pixels of a row that one cell covers; the last cell may reach beyond the image. */
  readonly spacing: number;
  /**
   * Draws all nodes anew, two numbers of the random stream each.
   *
   * @param deviation Standard deviation of a node's displacement along x and along y, pixels; it is
   * drawn evenly from ±√3 of that.
   */
  draw(deviation: number, random: Random): void;
  /**
   * Returns the displacements of the pixels of one row, `[cells, 8]`: of each cell its first pixel's
   * displacement along x with its first, second and third differences from pixel to pixel, then the
   * same along y. Being cubics, they go on by additions. The array is reused for every row.
   */
  row(row: number): Float64Array;
}

/** Returns a field that displaces nothing: one cell a row. */
export function createStillField(width: number): ElasticField {
  const still = new Float64Array(NUMBERS_PER_CELL);
  return { spacing: width, draw: () => {}, row: () => still };
}

/**
 * Creates a field, still until it is first drawn.
 *
 * @param spacing Whole pixels between two nodes, 2 or more.
 */
export function createElasticField(height: number, width: number, spacing: number): ElasticField {
  const cellColumns = Math.ceil(width / spacing);
  const nodeColumns = cellColumns + 3;
  const nodeRows = Math.ceil(height / spacing) + 3;
  const nodes = new Float64Array(2 * nodeRows * nodeColumns); // [x or y, row, column]
  const rowNumbers = cellColumns * NUMBERS_PER_CELL;
  const differences = new Float64Array(nodeRows * rowNumbers); // of each row of nodes
  const current = new Float64Array(rowNumbers);
  const differenceWeights = weightsOfDifferences(spacing);
  const rowWeights = Array.from({ length: spacing }, (_, line) => weightsAt(line, spacing));

  function updateDifferences(): void {
    let position = 0;
    for (let row = 0; row < nodeRows; row += 1) {
      for (let cell = 0; cell < cellColumns; cell += 1) {
        for (let axis = 0; axis < 2; axis += 1) {
          const node = (axis * nodeRows + row) * nodeColumns + cell;
          for (const [first, second, third, fourth] of differenceWeights) {
            differences[position] = first * nodes[node] + second * nodes[node + 1] +
              third * nodes[node + 2] + fourth * nodes[node + 3];
            position += 1;
          }
        }
      }
    }
  }

  return {
    spacing,
    draw(deviation, random) {
      const limit = Math.sqrt(3) * deviation;
      for (let node = 0; node < nodes.length; node += 1) {
        nodes[node] = limit * (2 * random.next() - 1);
      }
      updateDifferences();
    },
    row(row) {
      const cellRow = Math.floor(row / spacing);
      const [first, second, third, fourth] = rowWeights[row - cellRow * spacing];
      const start = cellRow * rowNumbers;
      for (let index = 0; index < rowNumbers; index += 1) {
        const above = start + index;
        current[index] = first * differences[above] + second * differences[above + rowNumbers] +
          third * differences[above + 2 * rowNumbers] +
          fourth * differences[above + 3 * rowNumbers];
      }
      return current;
    },
  };
}

type FourWeights = readonly [number, number, number, number];

/** Weights of the four nodes around the middle of pixel `index` of a cell, one node before it. */
function weightsAt(index: number, spacing: number): FourWeights {
  const t = (index + 0.5) / spacing;
  const [t2, t3] = [t * t, t * t * t];
  return [
    (-t + 2 * t2 - t3) / 2,
    (2 - 5 * t2 + 3 * t3) / 2,
    (t + 4 * t2 - 3 * t3) / 2,
    (-t2 + t3) / 2,
  ];
}

/** Weights of the four nodes for the first pixel's displacement and its three differences. */
function weightsOfDifferences(spacing: number): FourWeights[] {
  let column = [0, 1, 2, 3].map((index) => weightsAt(index, spacing));
  const weights: FourWeights[] = [];
  while (column.length > 0) {
    weights.push(column[0]);
    column = column.slice(1).map((next, index) => subtract(next, column[index]));
  }
  return weights;
}

function subtract(a: FourWeights, b: FourWeights): FourWeights {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2], a[3] - b[3]];
}
