/** What the page's scripts know: written into the page as JSON, read by the confusion map. */

/** The data of a report page. */
export interface PageData {
  /** The character of each class, `[classes]`. */
  readonly characters: readonly string[];
  /** Numbers of images, `[classes * classes]` row-major: rows true, columns predicted. */
  readonly counts: readonly number[];
  /** Class indices in an order in which look-alikes lie together, `[classes]`. */
  readonly order: readonly number[];
  /** Groups of look-alikes as class indices. */
  readonly groups: readonly (readonly number[])[];
  /** The images of each cell that has any; empty where the page has no images. */
  readonly cells: readonly PageCell[];
}

/** The images of one cell; its first lies at `first` of the sprite, the others follow. */
export interface PageCell {
  /** Number of the cell: `true * classes + predicted`. */
  readonly cell: number;
  readonly first: number;
  /** Confidence of each image in thousandths, `[images]`. */
  readonly confidences: readonly number[];
  /** Row of each image in the test split, `[images]`. */
  readonly indices: readonly number[];
}

/** Sent from one script to another when a cell is chosen. */
export interface CellChoice {
  readonly trueClass: number;
  readonly predictedClass: number;
  /** Whether the images should be scrolled into view. */
  readonly reveal: boolean;
}
