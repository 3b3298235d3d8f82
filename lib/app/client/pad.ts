/// <reference lib="dom" />
/** The paper: mouse, finger, pen or arrow keys draw on it; marks show what was found. */

import type { Box } from "../../reading/lattice.ts";
import { Drawing, drawStrokes, type PenPoint, type Stroke } from "./drawing.ts";
import type { FoundCharacter } from "./messages.ts";

/** How far an arrow key moves the pen, in pixels; with Shift a fifth of it. */
const KEY_STEP = 10;

/** Width of the pen in pixels of the page. */
const PEN_WIDTH = 11;

/** Paper around a character's ink in the picture that is read: what ink is sought against, in pixels. */
const MARGIN = 48;

/** Moves of the pen in pixels by the arrow keys. */
const KEY_MOVES: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A sheet of paper on a canvas. */
export class Pad {
  readonly drawing = new Drawing();
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #onChange: () => void;
  #stroke: PenPoint[] = [];
  #pointer: number | undefined;
  #keyPen: PenPoint | undefined;
  #picture: ImageBitmap | undefined;
  #found: readonly FoundCharacter[] = [];
  #chosen = -1;

  /**
   * @param onChange Called when ink was added, while a stroke grows too, or taken away.
   */
  constructor(canvas: HTMLCanvasElement, onChange: () => void) {
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("Cannot draw: the canvas has no 2D context");
    [this.#canvas, this.#context, this.#onChange] = [canvas, context, onChange];
    canvas.addEventListener("pointerdown", (event) => this.#penDown(event));
    canvas.addEventListener("pointermove", (event) => this.#penMove(event));
    for (const type of ["pointerup", "pointercancel"] as const) {
      canvas.addEventListener(type, (event) => this.#penUp(event));
    }
    canvas.addEventListener("keydown", (event) => this.#key(event));
    canvas.addEventListener("blur", () => this.#endKeys());
    new ResizeObserver(() => this.redraw()).observe(canvas);
  }

  /** Whether there is nothing to read. */
  get isBlank(): boolean {
    const { strokes } = this.drawing;
    return strokes.length === 0 && this.#stroke.length === 0 && this.#picture === undefined;
  }

  /** The picture that lies on the pad instead of a drawing. */
  get picture(): ImageBitmap | undefined {
    return this.#picture;
  }

  /** Puts a picture in the place of the drawing, or takes it away. */
  showPicture(picture: ImageBitmap | undefined): void {
    this.#picture?.close();
    this.#picture = picture;
    this.mark([], -1);
  }

  /** Marks what was found: boxes in pixels of the picture that was read. */
  mark(found: readonly FoundCharacter[], chosen: number): void {
    [this.#found, this.#chosen] = [found, chosen];
    this.redraw();
  }

  /** Returns the drawing as it is read: black ink on white paper, a pixel for each of the page. */
  readableImage(): ImageData {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    return drawPart(this.#allStrokes(), { x: 0, y: 0, width, height });
  }

  /** Returns the part of it that has ink, which is quicker to read and looks the same to the network. */
  characterImage(): ImageData {
    const { clientWidth, clientHeight } = this.#canvas;
    const points = this.#allStrokes().flat();
    const reach = PEN_WIDTH + MARGIN;
    const [x, right] = extent(points.map(({ x }) => x), reach, clientWidth);
    const [y, bottom] = extent(points.map(({ y }) => y), reach, clientHeight);
    return drawPart(this.#allStrokes(), { x, y, width: right - x, height: bottom - y });
  }

  /** Draws everything anew, at the size that the page gives the pad now. */
  redraw(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const ratio = devicePixelRatio;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    const context = this.#context;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const colours = getComputedStyle(this.#canvas);
    let scale = 1;
    if (this.#picture === undefined) {
      context.strokeStyle = colours.color;
      drawStrokes(context, this.#allStrokes(), PEN_WIDTH);
    } else {
      scale = Math.min(width / this.#picture.width, height / this.#picture.height);
      const size = [this.#picture.width * scale, this.#picture.height * scale] as const;
      context.drawImage(this.#picture, 0, 0, ...size);
    }
    const marks = [colours.getPropertyValue("--series-1"), colours.getPropertyValue("--series-2")];
    this.#found.forEach(({ box }, index) => {
      context.strokeStyle = marks[index === this.#chosen ? 1 : 0];
      context.lineWidth = index === this.#chosen ? 2 : 1;
      context.strokeRect(box.x * scale, box.y * scale, box.width * scale, box.height * scale);
    });
    if (this.#keyPen !== undefined) {
      context.fillStyle = marks[1];
      context.fillRect(this.#keyPen.x - 3, this.#keyPen.y - 3, 6, 6);
    }
  }

  #allStrokes(): readonly Stroke[] {
    const { strokes } = this.drawing;
    return this.#stroke.length === 0 ? strokes : [...strokes, this.#stroke];
  }

  #penDown(event: PointerEvent): void {
    if (event.button !== 0 || this.#pointer !== undefined) return;
    this.#endKeys();
    if (this.#picture !== undefined) this.showPicture(undefined);
    this.#pointer = event.pointerId;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#stroke = [this.#pointOf(event)];
    this.#changed();
  }

  #penMove(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const move of events.length > 0 ? events : [event]) this.#stroke.push(this.#pointOf(move));
    this.#changed();
  }

  #penUp(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = undefined;
    this.#endStroke();
  }

  #pointOf(event: PointerEvent): PenPoint {
    const { left, top } = this.#canvas.getBoundingClientRect();
    const pressure = event.pointerType === "pen" ? event.pressure : 0.5;
    return { x: event.clientX - left, y: event.clientY - top, pressure };
  }

  #endStroke(): void {
    if (this.#stroke.length > 0) this.drawing.add(this.#stroke);
    this.#stroke = [];
    this.#changed();
  }

  /** Space puts the pen down and lifts it, the arrows move it. */
  #key(event: KeyboardEvent): void {
    const move = KEY_MOVES[event.key];
    if (event.ctrlKey || event.metaKey || (move === undefined && event.key !== " ")) return;
    event.preventDefault();
    const { clientWidth, clientHeight } = this.#canvas;
    const pen = this.#keyPen ?? { x: clientWidth / 2, y: clientHeight / 2, pressure: 0.5 };
    const step = event.shiftKey ? KEY_STEP / 5 : KEY_STEP;
    const [right, down] = move ?? [0, 0];
    this.#keyPen = {
      x: Math.min(clientWidth, Math.max(0, pen.x + right * step)),
      y: Math.min(clientHeight, Math.max(0, pen.y + down * step)),
      pressure: pen.pressure,
    };
    const isDown = this.#stroke.length > 0;
    if (event.key === " " && isDown) return this.#endStroke();
    if (event.key === " " && this.#picture !== undefined) this.showPicture(undefined);
    if (event.key === " " || isDown) this.#stroke.push(this.#keyPen);
    this.#changed();
  }

  #endKeys(): void {
    if (this.#keyPen === undefined) return;
    this.#keyPen = undefined;
    this.#endStroke();
  }

  #changed(): void {
    this.redraw();
    this.#onChange();
  }
}

/** Draws a part of the paper off the page. */
function drawPart(strokes: readonly Stroke[], { x, y, width, height }: Box): ImageData {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("Cannot read the drawing: no 2D context");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.translate(-x, -y);
  context.strokeStyle = "black";
  drawStrokes(context, strokes, PEN_WIDTH);
  return context.getImageData(0, 0, width, height);
}

/** Returns the whole pixels from the first to the last place, and `reach` more, within the paper. */
function extent(places: readonly number[], reach: number, length: number): [number, number] {
  const [first, last] = places.reduce(
    ([least, most], place) => [Math.min(least, place), Math.max(most, place)],
    [Infinity, -Infinity],
  );
  const start = Math.min(length - 1, Math.max(0, Math.floor(first - reach)));
  return [start, Math.max(start + 1, Math.min(length, Math.ceil(last + reach)))];
}
