/// <reference lib="dom" />
/** Drawings that the reader was told the truth about, kept in the browser. */

import type { LabelledDrawing } from "./messages.ts";

const STORED = "emnist-drawings";

/** The drawings that were kept, over visits where the browser stores them. */
export class Collection {
  readonly #drawings: LabelledDrawing[] = storedDrawings();

  get count(): number {
    return this.#drawings.length;
  }

  /**
   * Keeps a drawing.
   *
   * @returns Whether the browser keeps it until the next visit; else it lasts as long as the page.
   */
  async add(label: string, image: ImageData): Promise<boolean> {
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext("2d")?.putImageData(image, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    const png = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    this.#drawings.push({ label, png });
    return this.#store();
  }

  /** Takes the drawing back that was kept last. */
  removeLast(): void {
    this.#drawings.pop();
    this.#store();
  }

  /** The drawings, the oldest first. */
  get drawings(): readonly LabelledDrawing[] {
    return this.#drawings;
  }

  #store(): boolean {
    try {
      localStorage.setItem(STORED, JSON.stringify(this.#drawings));
      return true;
    } catch {
      return false; // storage is full, or refused to pages from a file
    }
  }
}

function storedDrawings(): LabelledDrawing[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isLabelledDrawing) : [];
  } catch {
    return [];
  }
}

function isLabelledDrawing(value: unknown): value is LabelledDrawing {
  return typeof value === "object" && value !== null && "label" in value && "png" in value &&
    typeof value.label === "string" && typeof value.png === "string";
}
