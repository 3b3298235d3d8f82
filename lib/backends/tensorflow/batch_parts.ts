/** Which images of a batch each tower of a graph gets. */

/** One tower's images: those from `start` to before `end`. */
export interface BatchPart {
  readonly start: number;
  readonly end: number;
  /** The part's share of the batch, 0 to 1; all shares add up to 1. */
  readonly share: number;
}

/**
 * Splits `count` images into one part a tower, as even as can be.
 *
 * No part is empty, since TensorFlow's gradients do not take that: where there are fewer images than
 * towers, a tower that is left over gets the first image once more, with a share of 0.
 */
export function splitBatch(count: number, towerCount: number): BatchPart[] {
  const bound = (tower: number) => Math.ceil((count * tower) / towerCount);
  return Array.from({ length: towerCount }, (_, tower) => {
    const [start, end] = [bound(tower), bound(tower + 1)];
    return start < end
      ? { start, end, share: (end - start) / count }
      : { start: 0, end: 1, share: 0 };
  });
}
