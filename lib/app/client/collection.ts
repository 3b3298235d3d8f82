/// <reference lib="dom" />
/** Drawings that the reader was told the truth about: kept in the browser, saved as a data set. */

import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from "@zip.js/zip.js";

const STORED = "emnist-drawings";

/** One labelled drawing. */
interface LabelledDrawing {
  readonly label: string;
  /** A PNG file in base64: black ink on white paper. */
  readonly png: string;
}

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

  /**
   * Returns a zip file of pictures with a table of their characters: what
   * `deno task data --from` takes.
   */
  async zip(): Promise<Blob> {
    const writer = new ZipWriter(new BlobWriter("application/zip"), { useWebWorkers: false });
    const rows = this.#drawings.map(({ label }, index) => `${fileName(index)},${csvText(label)}`);
    await writer.add("labels.csv", new TextReader(["file,label", ...rows, ""].join("\n")));
    for (const [index, { png }] of this.#drawings.entries()) {
      const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
      await writer.add(fileName(index), new Uint8ArrayReader(bytes));
    }
    return await writer.close();
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

function fileName(index: number): string {
  return `${String(index + 1).padStart(4, "0")}.png`;
}

function csvText(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
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
