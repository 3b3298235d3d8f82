/**
 * Groups of look-alike classes, found in the confusion matrix itself: {0, O}, {1, I, L}, {9, g, q}.
 *
 * Groups and their accuracy come from the same images, so the grouped accuracy says what merging
 * these classes is worth here; it is no forecast for other images.
 */

import {
  type ConfusionMatrix,
  errorCount,
  symmetricConfusionRates,
  totalCount,
} from "./confusion_matrix.ts";
import { createSimilarityTree, type SimilarityNode } from "./similarity_tree.ts";

/** Classes that a model takes for each other. */
export interface ConfusionGroup {
  /** Class indices, at least two, ascending. */
  readonly classes: readonly number[];
  /** The characters that are taken for one another. */
  readonly characters: readonly string[];
  /** Number of images taken for another class of the group. */
  readonly errors: number;
  /** Share of all errors, 0 to 1. */
  readonly shareOfErrors: number;
}

/** What {@linkcode findLookAlikes} found. */
export interface LookAlikes {
  /** The groups, the one with the most errors first; classes that stand alone are in none. */
  readonly groups: readonly ConfusionGroup[];
  /**
   * All classes in an order in which look-alikes lie together, `[classes]` class indices: that of the
   * leaves of the tree that is cut into groups, so that every group is one unbroken run.
   */
  readonly order: readonly number[];
}

/** Settings of {@linkcode findLookAlikes}. */
export interface LookAlikeOptions {
  /**
   * Mean symmetric confusion rate, above 0 to 1, from which classes belong together.
   *
   * @default {0.05}
   */
  readonly threshold?: number;
  /**
   * Most classes that a group may have; larger ones are cut further. A model that has not learnt
   * confuses everything with everything, which makes no look-alikes.
   *
   * @default {5}
   */
  readonly largest?: number;
}

/** One image in twenty taken for the other class: well above what unlike classes show. */
const DEFAULT_THRESHOLD = 0.05;

/** More characters than people take for each other in one place, such as 1, I, L and i. */
const LARGEST_GROUP = 5;

/**
 * Finds the groups of look-alike classes.
 *
 * Classes are clustered by their symmetric confusion rates with average linkage and the tree is cut
 * at `threshold`, and below it where a group would be too large: the classes of a group are confused
 * with each other at that rate on average, so one odd pair does not chain two groups together as
 * single linkage would.
 *
 * @throws {RangeError} when the threshold is not above 0 and at most 1.
 */
export function findLookAlikes(
  matrix: ConfusionMatrix,
  { threshold = DEFAULT_THRESHOLD, largest = LARGEST_GROUP }: LookAlikeOptions = {},
): LookAlikes {
  if (!(threshold > 0 && threshold <= 1)) {
    throw new RangeError(
      `Cannot group classes: expected a threshold above 0 and at most 1 but found ${threshold}`,
    );
  }
  const { characters } = matrix;
  const tree = createSimilarityTree(symmetricConfusionRates(matrix), characters.length);
  const cut = (node: SimilarityNode): SimilarityNode[] =>
    node.similarity >= threshold && node.classes.length <= largest
      ? [node]
      : node.children.flatMap(cut);
  const allErrors = errorCount(matrix);
  const groups = cut(tree)
    .filter((node) => node.classes.length > 1)
    .map((node) => {
      const classes = node.classes.toSorted((first, second) => first - second);
      const errors = errorsWithin(matrix, classes);
      return {
        classes,
        characters: classes.map((index) => characters[index]),
        errors,
        shareOfErrors: errors / allErrors,
      };
    })
    .sort((first, second) => second.errors - first.errors);
  return { groups, order: tree.classes };
}

function errorsWithin({ counts, characters }: ConfusionMatrix, group: readonly number[]): number {
  let errors = 0;
  for (const row of group) {
    for (const column of group) {
      if (row !== column) errors += counts[row * characters.length + column];
    }
  }
  return errors;
}

/**
 * Returns the accuracy when each group counts as one class, 0 to 1; of no image (0/0), 0.
 *
 * @throws {RangeError} when a class is in two groups.
 */
export function groupedAccuracy(
  matrix: ConfusionMatrix,
  groups: readonly Pick<ConfusionGroup, "classes">[],
): number {
  const grouped = groups.flatMap(({ classes }) => classes);
  if (new Set(grouped).size !== grouped.length) {
    throw new RangeError(
      `Cannot merge classes: expected each class in one group at most but found ` +
        groups.map(({ classes }) => `{${classes.join(", ")}}`).join(" "),
    );
  }
  const total = totalCount(matrix);
  const forgiven = groups.reduce((sum, { classes }) => sum + errorsWithin(matrix, classes), 0);
  return total === 0 ? 0 : (total - errorCount(matrix) + forgiven) / total;
}
