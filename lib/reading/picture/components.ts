/** Connected components: strokes that hang together. */

import { forEachContact, type InkRuns } from "./ink_runs.ts";

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
  /** Label of the component that each run of ink belongs to. */
  readonly runLabels: Int32Array;
}

/** A component whose further runs are still to come. */
type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Finds the components of a picture, in the order of their first pixels. */
export function findComponents(runs: InkRuns): Components {
  const { width, height, rows, starts, ends } = runs;
  const parents = Int32Array.from(starts.keys());
  const find = (run: number) => {
    let root = run;
    while (parents[root] !== root) root = parents[root] = parents[parents[root]];
    return root;
  };
  forEachContact(runs, (upper, lower) => {
    const [one, other] = [find(upper), find(lower)];
    parents[Math.max(one, other)] = Math.min(one, other);
  });
  const runLabels = new Int32Array(starts.length);
  const components: Writable<Component>[] = [];
  for (let y = 0; y < height; y += 1) {
    for (let run = rows[y]; run < rows[y + 1]; run += 1) {
      const left = starts[run] - y * width;
      const right = ends[run] - y * width - 1;
      const area = right - left + 1;
      const root = find(run);
      if (root === run) {
        runLabels[run] = components.length + 1;
        components.push({ label: components.length + 1, left, right, top: y, bottom: y, area });
        continue;
      }
      const label = runLabels[run] = runLabels[root];
      const component = components[label - 1];
      component.left = Math.min(component.left, left);
      component.right = Math.max(component.right, right);
      component.bottom = y;
      component.area += area;
    }
  }
  return { components, runLabels };
}

/** Returns the label of each pixel, 0 for paper, `[height, width]`. */
export function labelPixels(
  { width, height, starts, ends }: InkRuns,
  runLabels: Int32Array,
): Int32Array {
  const labels = new Int32Array(width * height);
  runLabels.forEach((label, run) => labels.fill(label, starts[run], ends[run]));
  return labels;
}
