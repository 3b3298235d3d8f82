/** Agglomerative clustering with average linkage: the tree behind groups and class order. */

/** A node of the tree: one class, or two nodes merged. */
export interface SimilarityNode {
  /** The classes below, laid out so that look-alikes touch where two nodes met. */
  readonly classes: readonly number[];
  /** Mean similarity of the two merged nodes' classes, 0 to 1; 1 for a single class. */
  readonly similarity: number;
  /** The two nodes merged, or none for a single class. */
  readonly children: readonly SimilarityNode[];
}

/**
 * Builds the tree of `classes` classes from their similarities, `[classes, classes]` row-major,
 * symmetric, 0 to 1; returns its root.
 *
 * The two nodes with the highest mean similarity over their pairs of classes are merged until one
 * is left (average linkage, UPGMA: Sokal and Michener, University of Kansas Science Bulletin 38,
 * 1958); of equals, those whose classes come first. A merge lays its two nodes side by side in the
 * orientation whose touching classes are most alike (Gruvaeus and Wainer, British Journal of
 * Mathematical and Statistical Psychology 25, 1972).
 *
 * @throws {RangeError} without any class.
 * @throws {TypeError} when the similarities do not fit.
 */
export function createSimilarityTree(
  similarities: Float64Array,
  classes: number,
): SimilarityNode {
  if (classes < 1) {
    throw new RangeError(`Cannot cluster classes: expected at least 1 but found ${classes}`);
  }
  if (similarities.length !== classes * classes) {
    throw new TypeError(
      `Cannot cluster classes: expected ${classes} x ${classes} similarities but found ` +
        `${similarities.length}`,
    );
  }
  let nodes: SimilarityNode[] = Array.from(
    { length: classes },
    (_, index) => ({ classes: [index], similarity: 1, children: [] }),
  );
  const between = (first: number, second: number) => similarities[first * classes + second];
  while (nodes.length > 1) {
    const { first, second, similarity } = mostSimilar(nodes, between);
    const merged = {
      classes: layOut(first.classes, second.classes, between),
      similarity,
      children: [first, second],
    };
    // The merged node takes the first one's place, so that ties keep falling in class order.
    nodes = nodes.map((node) => node === first ? merged : node).filter((node) => node !== second);
  }
  return nodes[0];
}

type Similarity = (first: number, second: number) => number;

function mostSimilar(nodes: readonly SimilarityNode[], between: Similarity) {
  let best = { first: nodes[0], second: nodes[1], similarity: -Infinity };
  for (const [index, first] of nodes.entries()) {
    for (const second of nodes.slice(index + 1)) {
      const similarity = meanSimilarity(first.classes, second.classes, between);
      if (similarity > best.similarity) best = { first, second, similarity };
    }
  }
  return best;
}

function meanSimilarity(
  first: readonly number[],
  second: readonly number[],
  between: Similarity,
): number {
  let sum = 0;
  for (const one of first) {
    for (const other of second) sum += between(one, other);
  }
  return sum / (first.length * second.length);
}

/** Joins two rows of classes, each turned round if that brings look-alikes together. */
function layOut(
  first: readonly number[],
  second: readonly number[],
  between: Similarity,
): readonly number[] {
  const layouts = [
    [first, second],
    [first, second.toReversed()],
    [first.toReversed(), second],
    [first.toReversed(), second.toReversed()],
  ];
  const contact = ([left, right]: (readonly number[])[]) =>
    between(left[left.length - 1], right[0]);
  return layouts
    .reduce((best, layout) => contact(layout) > contact(best) ? layout : best)
    .flat();
}
