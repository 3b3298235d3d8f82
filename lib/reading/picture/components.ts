/** Connected components: strokes that hang together. */

import { type InkPicture, STROKE } from "./grey_picture.ts";

/** Pixels of ink that touch each other, by a side or a corner. */
export interface Component {
  /** Its number in the picture's labels, from 1. */
  readonly label: number;
  /** First and last column and row. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Number of pixels. */
  readonly area: number;
}

/** The components of a picture. */
export interface Components {
  readonly components: readonly Component[];
  /** Label of each pixel, 0 for paper, `[height, width]`. */
  readonly labels: Int32Array;
}

/** Finds the components of a picture, in the order of their first pixels. */
export function findComponents({ width, height, ink }: InkPicture): Components {
  const labels = new Int32Array(ink.length);
  const parents: number[] = [0];
  const find = (label: number) => {
    let root = label;
    while (parents[root] !== root) root = parents[root] = parents[parents[root]];
    return root;
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const index = y * width + x;
      if (ink[index] < STROKE) continue;
      let label = x > 0 ? labels[index - 1] : 0;
      if (y > 0) {
        const first = x > 0 ? index - width - 1 : index - width;
        const last = x + 1 < width ? index - width + 1 : index - width;
        for (let above = first; above <= last; above += 1) {
          const other = labels[above];
          if (other === 0 || other === label) continue;
          if (label === 0) {
            label = other;
            continue;
          }
          const [left, right] = [find(label), find(other)];
          parents[Math.max(left, right)] = Math.min(left, right);
          label = Math.min(left, right);
        }
      }
      if (label === 0) {
        label = parents.length;
        parents.push(label);
      }
      labels[index] = label;
    }
  }
  return { components: measure(labels, width, parents.map((_, label) => find(label))), labels };
}

/** Gives roots the numbers from 1 on, in `labels` too, and measures each component. */
function measure(labels: Int32Array, width: number, roots: readonly number[]): Component[] {
  const numbers = new Int32Array(roots.length);
  let count = 0;
  roots.forEach((root, label) => {
    if (label > 0 && root === label) numbers[label] = count += 1;
  });
  const found = Array.from({ length: count }, (_, index) => ({
    ...{ label: index + 1, left: Infinity, right: -1, top: Infinity, bottom: -1, area: 0 },
  }));
  for (let index = 0; index < labels.length; index += 1) {
    if (labels[index] === 0) continue;
    const label = numbers[roots[labels[index]]];
    labels[index] = label;
    const component = found[label - 1];
    const x = index % width;
    const y = (index - x) / width;
    component.area += 1;
    if (x < component.left) component.left = x;
    if (x > component.right) component.right = x;
    if (y < component.top) component.top = y;
    if (y > component.bottom) component.bottom = y;
  }
  return found;
}
