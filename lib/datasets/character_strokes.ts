/**
 * The 47 characters of `balanced` as strokes of our own, which the synthetic data set distorts.
 *
 * A stroke is a list of points `x,y` on a grid from 0 to 10, y downwards. Its points are joined by
 * straight lines, or by a smooth curve where the stroke begins with `~`; a curve whose last point is
 * its first one is closed without a corner.
 */

/** A point as `[x, y]`, y downwards. */
export type Point = readonly [number, number];

/** Points joined by straight lines. */
export type Polyline = readonly Point[];

const STROKES: Readonly<Record<string, readonly string[]>> = {
  "0": ["~5,0 2.4,1.8 1.8,5 2.4,8.2 5,10 7.6,8.2 8.2,5 7.6,1.8 5,0"],
  "1": ["3,2.6 5.6,0 5.6,10"],
  "2": ["~1.6,2.6 3,0.6 5.4,0 7.8,1.2 8,3.4 6.4,5.6 1.4,10", "1.4,10 8.8,10"],
  "3": ["~1.8,1.4 4.6,0 7.6,1.2 7.4,3.6 4.2,4.8", "~4.2,4.8 7.6,5.6 8.3,7.8 6,9.8 3.4,9.9 1.4,8.6"],
  "4": ["6.8,10 6.8,0 1,6.8 9.2,6.8"],
  "5": ["8.2,0 2.6,0 2.2,4.6", "~2.2,4.6 4.8,3.8 7.6,5 8.2,7.2 6.6,9.6 4,10 1.6,9"],
  "6": ["~7.4,0.2 4.4,1.8 2.2,5 2,7.6 3.2,9.6 5.4,10 7.8,8.4 7.4,6 5,5 2.2,6.8"],
  "7": ["1.2,0 8.6,0 4,10"],
  "8": ["~5,4.7 2.8,3 2.8,1 5,0 7.2,1 7.2,3 5,4.7 2.4,6.6 2.4,9 5,10 7.6,9 7.6,6.6 5,4.7"],
  "9": ["~7.8,2.8 6.2,5 3.6,5.2 2,3.2 2.6,1 4.8,0 7,0.8 7.8,2.8", "7.8,2.8 7,10"],
  A: ["1,10 5,0 9,10", "2.6,6.4 7.4,6.4"],
  B: ["2,0 2,10", "~2,0 6,0.2 7.8,2.3 6,4.6 2,4.8", "~2,4.8 6.8,5.1 8.6,7.4 6.8,9.8 2,10"],
  C: ["~8.6,2 6.6,0.2 3.6,0.4 1.6,2.8 1.4,6.6 3.2,9.4 6.2,9.9 8.6,8"],
  D: ["2,0 2,10", "~2,0 5.8,0.4 8.4,2.8 8.4,7.2 5.8,9.6 2,10"],
  E: ["8,0 2,0 2,10 8,10", "2,4.8 7,4.8"],
  F: ["8,0 2,0 2,10", "2,4.8 7,4.8"],
  G: ["~8.4,2 6.4,0.2 3.4,0.4 1.5,2.8 1.3,6.6 3.2,9.4 6.2,9.8 8.6,8.2", "8.6,8.2 8.6,5.4 5.4,5.4"],
  H: ["1.8,0 1.8,10", "8.2,0 8.2,10", "1.8,5 8.2,5"],
  I: ["5,0 5,10", "2.4,0 7.6,0", "2.4,10 7.6,10"],
  J: ["3.4,0 9.2,0", "~6.8,0 6.8,3.4 6.8,7 5.8,9.4 3.6,10 1.8,8.8 1.4,7"],
  K: ["2,0 2,10", "8,0 2,5.6", "4,4 8.6,10"],
  L: ["2,0 2,10 8,10"],
  M: ["1,10 1.6,0 5,6.6 8.4,0 9,10"],
  N: ["1.8,10 1.8,0 8.2,10 8.2,0"],
  O: ["~5,0 1.7,1.4 0.2,5 1.7,8.6 5,10 8.3,8.6 9.8,5 8.3,1.4 5,0"],
  P: ["2,10 2,0", "~2,0 6.2,0.2 8.3,2.7 6.2,5.2 2,5.4"],
  Q: ["~5,0 1.7,1.4 0.2,5 1.7,8.6 5,10 8.3,8.6 9.8,5 8.3,1.4 5,0", "5.8,6.6 9.8,10.6"],
  R: ["2,10 2,0", "~2,0 6.2,0.2 8.3,2.7 6.2,5.2 2,5.4", "4.4,5.4 8.6,10"],
  S: ["~8,1.8 6,0.1 3.2,0.4 2,2.4 3.2,4.2 6.6,5.6 8,7.6 6.8,9.6 4,9.9 1.6,8.2"],
  T: ["1,0 9,0", "5,0 5,10"],
  U: ["~1.8,0 1.8,3.4 1.9,7 3,9.2 5,10 7,9.2 8.1,7 8.2,3.4 8.2,0"],
  V: ["1.2,0 5,10 8.8,0"],
  W: ["0.4,0 2.8,10 5,3.4 7.2,10 9.6,0"],
  X: ["1.4,0 8.6,10", "8.6,0 1.4,10"],
  Y: ["1.4,0 5,4.8 8.6,0", "5,4.8 5,10"],
  Z: ["1.5,0 8.5,0 1.5,10 8.5,10"],
  a: ["~7.4,4.6 5.4,3 2.8,4 1.8,6.6 2.8,9.4 5.2,9.8 7.4,7.6", "~7.4,3 7.3,6.4 7.8,9.4 9.8,9.6"],
  b: ["2.2,0 2.2,10", "~2.2,6.2 4.2,4.2 6.8,4.6 8,7 6.8,9.6 4.2,9.9 2.2,8.6"],
  d: ["7.8,0 7.8,10", "~7.8,6.2 5.8,4.2 3.2,4.6 2,7 3.2,9.6 5.8,9.9 7.8,8.6"],
  e: ["1.7,5.3 8.2,4.8", "~8.2,4.8 7.4,1.6 4.8,0.4 2.4,2 1.6,5.3 2.6,8.6 5.2,9.9 8.4,8.2"],
  f: ["~8,1.2 6.6,0 5,0.8 4.6,3 4.6,6.4 4.6,10", "2,4.4 7.4,4.4"],
  g: [
    "~7.4,1.8 5.2,0 2.8,0.8 2,3 3,5 5.2,5.2 7.4,3.6",
    "~7.4,0 7.6,3.4 7.5,7 6.6,9.4 4.4,10 2,9",
  ],
  h: ["2.2,0 2.2,10", "~2.2,6.4 4,4.4 6.4,4.4 7.6,6.4 7.7,10"],
  n: ["1.8,2 1.8,10", "~1.8,5 3.8,2.4 6.6,2.2 7.9,4.6 8,10"],
  q: ["~7.4,1.8 5.2,0 2.8,0.8 2,3 3,5 5.2,5.2 7.4,3.6", "7.4,0 7.4,10 9.8,7.8"],
  r: ["2.8,2 2.8,10", "~2.8,6 4,3.2 6,2 8.2,3"],
  t: ["~4.6,0 4.6,3.4 4.6,7.4 5.6,9.7 8,9.2", "1.6,3.2 7.8,3.2"],
};

const POINTS_BETWEEN = 6;

/**
 * Returns the strokes of a character as polylines on the grid from 0 to 10.
 *
 * @throws {RangeError} when the table does not have the character.
 */
export function strokesOf(character: string): readonly Polyline[] {
  const strokes = STROKES[character];
  if (strokes === undefined) {
    throw new RangeError(`Cannot draw "${character}": expected one of 47 characters but found it`);
  }
  return strokes.map((stroke) => {
    const isCurve = stroke.startsWith("~");
    const points = stroke.replace("~", "").split(" ").map(parsePoint);
    return isCurve ? curveThrough(points) : points;
  });
}

function parsePoint(text: string): Point {
  const [x, y] = text.split(",").map(Number);
  return [x, y];
}

/** Source: Catmull and Rom, "A class of local interpolating splines", 1974 (uniform, tension ½). */
function curveThrough(points: Polyline): Polyline {
  const last = points.length - 1;
  const isClosed = points[0][0] === points[last][0] && points[0][1] === points[last][1];
  const curve: Point[] = [points[0]];
  for (let index = 0; index < last; index += 1) {
    const before = points[index - 1] ?? (isClosed ? points[last - 1] : points[0]);
    const after = points[index + 2] ?? (isClosed ? points[1] : points[last]);
    const [start, end] = [points[index], points[index + 1]];
    for (let step = 1; step <= POINTS_BETWEEN; step += 1) {
      const at = step / POINTS_BETWEEN;
      curve.push([
        interpolate(before[0], start[0], end[0], after[0], at),
        interpolate(before[1], start[1], end[1], after[1], at),
      ]);
    }
  }
  return curve;
}

function interpolate(before: number, start: number, end: number, after: number, at: number) {
  const [startSlope, endSlope] = [(end - before) / 2, (after - start) / 2];
  const change = end - start;
  const cubic = startSlope + endSlope - 2 * change;
  const square = 3 * change - 2 * startSlope - endSlope;
  return ((cubic * at + square) * at + startSlope) * at + start;
}
