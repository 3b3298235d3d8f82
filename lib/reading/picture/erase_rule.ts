/** Erasing rules from under writing: strokes that cross them or end on them stay. */

import { type InkPicture, STROKE } from "./grey_picture.ts";
import { rowAt, type Rule } from "./rule.ts";

/** A rule to erase. */
export interface ErasedRule {
  readonly rule: Rule;
  /** Whether the rule's rows are the picture's columns. */
  readonly isUpright: boolean;
  /** Pixels that it is longer than it was seen, at both ends. */
  readonly overhang: number;
}

/** Ink by which a stroke is darker than a rule where the two can be told apart. */
const DARKER = 35;

/** Pixels beyond the erased ones where a stroke that goes on is looked for, and how far that may be. */
const LOOK = 1;
const FARTHEST_LOOK = 5;

interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Erases rules in place, all at once: where two are close neither looks like a stroke. */
export function eraseRules(picture: InkPicture, rules: readonly ErasedRule[]): void {
  const erased = new Uint8Array(picture.ink.length);
  const bands = rules.map((rule) => new Band(picture, rule));
  for (const band of bands) band.mark(erased);
  const bridges = bands.flatMap((band) => band.findBridges(erased));
  for (const band of bands) band.erase(erased);
  for (const index of bridges) picture.ink[index] = 255;
}

/** The pixels of a rule, in its own directions: `x` along it and `y` across. */
class Band {
  readonly #ink: Uint8Array;
  readonly #rule: Rule;
  readonly #along: number;
  readonly #across: number;
  readonly #depth: number;
  readonly #first: number;
  readonly #last: number;
  readonly #height: number;
  /** Ink from which a pixel in the band belongs to a stroke; more than 255 where none can be told. */
  readonly #darker: number;

  constructor({ width, height, ink }: InkPicture, { rule, isUpright, overhang }: ErasedRule) {
    this.#ink = ink;
    this.#rule = rule;
    this.#along = isUpright ? width : 1;
    this.#across = isUpright ? 1 : width;
    this.#depth = isUpright ? width : height;
    this.#first = Math.max(0, rule.from - overhang);
    this.#last = Math.min((isUpright ? height : width) - 1, rule.to + overhang);
    this.#height = rule.thickness + 2;
    const level = this.#measureLevel();
    this.#darker = level + DARKER <= 245 ? (level + 255) / 2 : 256;
  }

  mark(erased: Uint8Array): void {
    for (let x = this.#first; x <= this.#last; x += 1) {
      const top = this.#top(x);
      for (let y = top; y < top + this.#height; y += 1) {
        if (y >= 0 && y < this.#depth) erased[this.#index(x, y)] = 1;
      }
    }
  }

  erase(erased: Uint8Array): void {
    for (let x = this.#first; x <= this.#last; x += 1) {
      const top = this.#top(x);
      for (let y = top; y < top + this.#height; y += 1) {
        if (y < 0 || y >= this.#depth) continue;
        const index = this.#index(x, y);
        if (erased[index] === 1 && this.#ink[index] < this.#darker) this.#ink[index] = 0;
      }
    }
  }

  /** Returns the erased pixels between an upper and a lower part of the same stroke. */
  findBridges(erased: Uint8Array): number[] {
    const above = this.#findContacts((x) => this.#continues(erased, x, this.#top(x) - 1, -1));
    const below = this.#findContacts((x) =>
      this.#continues(erased, x, this.#top(x) + this.#height, 1)
    );
    const found: number[] = [];
    for (const upper of above) {
      for (const lower of below) {
        const ends = matchEnds(upper, lower, this.#height + 2);
        if (ends === undefined) continue;
        for (let step = -1; step <= this.#height; step += 1) {
          const share = (step + 1) / (this.#height + 1);
          const from = Math.round(ends[0].from + share * (ends[1].from - ends[0].from));
          const to = Math.round(ends[0].to + share * (ends[1].to - ends[0].to));
          for (let x = Math.max(this.#first, from); x <= Math.min(this.#last, to); x += 1) {
            const y = this.#top(x) + step;
            if (y < 0 || y >= this.#depth) continue;
            if (erased[this.#index(x, y)] === 1) found.push(this.#index(x, y));
          }
        }
      }
    }
    return found;
  }

  #top(x: number): number {
    return Math.round(rowAt(this.#rule, x) - this.#rule.thickness / 2 - 0.5);
  }

  #index(x: number, y: number): number {
    return x * this.#along + y * this.#across;
  }

  /** Whether there is a stroke behind the erased pixels that begin at `y`. */
  #continues(erased: Uint8Array, x: number, y: number, step: number): boolean {
    let row = y;
    const inside = () => row >= 0 && row < this.#depth;
    while (inside() && erased[this.#index(x, row)] === 1) {
      row += step;
      if (Math.abs(row - y) > FARTHEST_LOOK) return false;
    }
    row += LOOK * step;
    return inside() && this.#ink[this.#index(x, row)] >= STROKE;
  }

  #findContacts(holds: (x: number) => boolean): Interval[] {
    const intervals: { from: number; to: number }[] = [];
    for (let x = this.#first; x <= this.#last; x += 1) {
      if (!holds(x)) continue;
      const open = intervals.at(-1);
      if (open !== undefined && open.to === x - 1) open.to = x;
      else intervals.push({ from: x, to: x });
    }
    return intervals;
  }

  /** Returns the median of the most ink in each column of the band: most of it is not crossed. */
  #measureLevel(): number {
    const levels: number[] = [];
    for (let x = Math.max(0, this.#rule.from); x <= Math.min(this.#last, this.#rule.to); x += 1) {
      let most = 0;
      const top = Math.max(0, this.#top(x));
      for (let y = top; y < Math.min(this.#depth, top + this.#height); y += 1) {
        most = Math.max(most, this.#ink[this.#index(x, y)]);
      }
      levels.push(most);
    }
    return levels.sort((left, right) => left - right)[levels.length >> 1] ?? 255;
  }
}

/** Returns the ends of a bridge as wide as the narrower side, or undefined where none is likely. */
function matchEnds(upper: Interval, lower: Interval, reach: number) {
  const isUpperNarrower = upper.to - upper.from <= lower.to - lower.from;
  const [narrow, wide] = isUpperNarrower ? [upper, lower] : [lower, upper];
  const width = narrow.to - narrow.from;
  const from = Math.max(wide.from, Math.min(wide.to - width, narrow.from));
  if (Math.abs(from - narrow.from) > reach) return undefined;
  const matched = { from, to: from + width };
  return isUpperNarrower ? [narrow, matched] as const : [matched, narrow] as const;
}
