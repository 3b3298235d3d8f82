/** Strokes with undo and redo. */

import { assertEquals } from "@std/assert";
import {
  Drawing,
  drawStrokes,
  type PenContext,
  type Stroke,
} from "../../../lib/app/client/drawing.ts";

const stroke = (x: number): Stroke => [{ x, y: 0, pressure: 0.5 }, { x, y: 9, pressure: 1 }];

Deno.test("Drawing.undo() takes the last change back, redo() makes it again", () => {
  const drawing = new Drawing();
  const [first, second] = [stroke(1), stroke(2)];
  drawing.add(first);
  drawing.add(second);
  drawing.undo();
  assertEquals(drawing.strokes, [first]);
  drawing.redo();
  assertEquals(drawing.strokes, [first, second]);
  drawing.redo();
  assertEquals(drawing.strokes, [first, second]);
});

Deno.test("Drawing.clear() can be undone, and clears no blank sheet", () => {
  const drawing = new Drawing();
  drawing.clear();
  assertEquals(drawing.canUndo, false);
  drawing.add(stroke(1));
  drawing.clear();
  assertEquals(drawing.strokes, []);
  drawing.undo();
  assertEquals(drawing.strokes, [stroke(1)]);
});

Deno.test("Drawing.add() forgets what had been undone", () => {
  const drawing = new Drawing();
  drawing.add(stroke(1));
  drawing.undo();
  drawing.add(stroke(2));
  assertEquals(drawing.canRedo, false);
  drawing.undo();
  assertEquals(drawing.strokes, []);
});

Deno.test("drawStrokes() draws wider where the pen was pressed, and a dot for a tap", () => {
  const calls: string[] = [];
  const context: PenContext = {
    lineWidth: 0,
    lineCap: "butt",
    beginPath: () => calls.push("begin"),
    moveTo: (x: number, y: number) => calls.push(`move ${x} ${y}`),
    quadraticCurveTo: (...to: number[]) => calls.push(`curve ${to.join(" ")}`),
    lineTo: (x: number, y: number) => calls.push(`line ${x} ${y}`),
    stroke: () => calls.push(`stroke ${context.lineWidth}`),
  };
  drawStrokes(context, [[{ x: 3, y: 4, pressure: 1 }]], 10);
  assertEquals(calls, [
    ...["begin", "move 3 4", "curve 3 4 3 4", "stroke 15"],
    ...["begin", "move 3 4", "line 3 4", "stroke 15"],
  ]);
  assertEquals(context.lineCap, "round");
});
