/** A drawing as strokes, with undo and redo: plain values that know no page. */

/** A place that the pen touched, in pixels of the pad. */
export interface PenPoint {
  readonly x: number;
  readonly y: number;
  /** 0 to 1; 0.5 where the device has no pressure. */
  readonly pressure: number;
}

/** What the pen drew between touching the paper and leaving it. */
export type Stroke = readonly PenPoint[];

/** Strokes that can be undone and done again; to clear is a change like any other. */
export class Drawing {
  #strokes: readonly Stroke[] = [];
  readonly #past: (readonly Stroke[])[] = [];
  readonly #future: (readonly Stroke[])[] = [];

  /** The strokes on the paper, the oldest first. */
  get strokes(): readonly Stroke[] {
    return this.#strokes;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Adds a stroke; what had been undone is gone. */
  add(stroke: Stroke): void {
    this.#change([...this.#strokes, stroke]);
  }

  /** Takes all strokes away; nothing happens on a blank sheet. */
  clear(): void {
    if (this.#strokes.length > 0) this.#change([]);
  }

  /** Takes the last change back, if there is one. */
  undo(): void {
    this.#step(this.#past, this.#future);
  }

  /** Makes the change again that was taken back last, if there is one. */
  redo(): void {
    this.#step(this.#future, this.#past);
  }

  #change(strokes: readonly Stroke[]): void {
    this.#past.push(this.#strokes);
    this.#future.length = 0;
    this.#strokes = strokes;
  }

  #step(from: (readonly Stroke[])[], to: (readonly Stroke[])[]): void {
    const strokes = from.pop();
    if (strokes === undefined) return;
    to.push(this.#strokes);
    this.#strokes = strokes;
  }
}

/** Where strokes can be drawn: what a canvas's context has, on the page or off it. */
export interface PenContext {
  lineWidth: number;
  lineCap: "butt" | "round" | "square";
  beginPath(): void;
  moveTo(x: number, y: number): void;
  quadraticCurveTo(controlX: number, controlY: number, x: number, y: number): void;
  lineTo(x: number, y: number): void;
  stroke(): void;
}

/**
 * Draws strokes in the context's colour, their points joined by curves, as wide as the pen was
 * pressed.
 *
 * @param penWidth Width in pixels at a pressure of 0.5.
 */
export function drawStrokes(
  context: PenContext,
  strokes: readonly Stroke[],
  penWidth: number,
): void {
  context.lineCap = "round";
  for (const stroke of strokes) {
    let [before] = stroke;
    let middle = before;
    for (const point of stroke) {
      const next = { ...point, x: (before.x + point.x) / 2, y: (before.y + point.y) / 2 };
      context.lineWidth = penWidth * (0.5 + point.pressure);
      context.beginPath();
      context.moveTo(middle.x, middle.y);
      context.quadraticCurveTo(before.x, before.y, next.x, next.y);
      context.stroke();
      [before, middle] = [point, next];
    }
    context.beginPath();
    context.moveTo(middle.x, middle.y);
    context.lineTo(before.x, before.y);
    context.stroke();
  }
}
