/// <reference lib="dom" />
/** The page to draw on: wires the pad, the worker that reads, and what shows its answers. */

import { AnswerView, element } from "./answer_view.ts";
import { Collection } from "./collection.ts";
import type { FoundCharacter, Question } from "./messages.ts";
import { Pad } from "./pad.ts";
import { BackgroundReader, type ReaderEvents } from "./reader.ts";

const BLANK = "A blank sheet: write something.";

const readerEvents: ReaderEvents = {
  onReady(backend, notes) {
    status.textContent = `Runs in this browser, on ${backend}. Nothing leaves this page.`;
    status.title = notes.join(" ");
  },
  onAnswer(answer) {
    if (answer.id === asked) {
      if (answer.kind === "failed") show("", [], answer.reason);
      else {
        const time = `read in ${Math.max(1, Math.round(answer.milliseconds))} ms`;
        const nothing = mode === "character"
          ? "No character is seen here."
          : "No text is seen here.";
        show(answer.text, answer.characters, answer.characters.length === 0 ? nothing : time);
      }
    }
    document.documentElement.dataset.answered = String(answer.id);
  },
  onStop: (reason) => view.say(`${reason} Load the page again.`),
};

// The worker starts first: it takes longest.
const reader = new BackgroundReader(readerEvents);
globalThis.startReading = (data) => reader.start(data);
globalThis.addExamples = (examples) => reader.addExamples(examples);
globalThis.learnWords = (lists) => reader.learn(lists);
const pad = new Pad(element<HTMLCanvasElement>("#pad"), ask);
const view = new AnswerView(choose);
const collection = new Collection();
const status = element("#status");
const undo = element<HTMLButtonElement>("#undo");
const redo = element<HTMLButtonElement>("#redo");
const clear = element<HTMLButtonElement>("#clear");
const truth = element<HTMLInputElement>("#truth");
const save = element<HTMLButtonElement>("#save");
const kept = element("#kept");

let mode: Question["mode"] = "character";
let asked = 0;
let characters: readonly FoundCharacter[] = [];

/** Asks for what is on the pad, as it is when the reader comes to it. */
function ask(): void {
  undo.disabled = !pad.drawing.canUndo;
  redo.disabled = !pad.drawing.canRedo;
  clear.disabled = pad.isBlank;
  if (pad.picture !== undefined) return;
  if (pad.isBlank) {
    asked += 1;
    reader.askNothing();
    show("", [], BLANK);
    return;
  }
  askFor(() => mode === "character" ? pad.characterImage() : pad.readableImage());
}

function askFor(takePicture: () => Question["picture"]): void {
  const id = asked += 1;
  reader.ask(() => ({ kind: "read", id, picture: takePicture(), mode }));
}

function show(text: string, found: readonly FoundCharacter[], note: string): void {
  characters = found;
  view.show(text, found, note);
  const lowest = found.reduce(
    (least, { confidence }, index) => confidence < found[least].confidence ? index : least,
    0,
  );
  choose(lowest);
}

function choose(index: number): void {
  view.choose(characters, index);
  pad.mark(mode === "text" ? characters : [], index);
}

function change(action: () => void): void {
  pad.showPicture(undefined);
  action();
  pad.redraw();
  ask();
}

undo.addEventListener("click", () => change(() => pad.drawing.undo()));
redo.addEventListener("click", () => change(() => pad.drawing.redo()));
clear.addEventListener("click", () => change(() => pad.drawing.clear()));
addEventListener("keydown", (event) => {
  const isTyping = event.target instanceof HTMLInputElement && event.target.type === "text";
  if (isTyping) return;
  const key = event.key.toLowerCase();
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && key === "z") {
    change(() => event.shiftKey ? pad.drawing.redo() : pad.drawing.undo());
  } else if (isCommand && key === "y") change(() => pad.drawing.redo());
  else if (key === "delete" || key === "escape") change(() => pad.drawing.clear());
  else return;
  event.preventDefault();
});

for (const choice of document.querySelectorAll<HTMLInputElement>("input[name=mode]")) {
  choice.addEventListener("change", () => {
    mode = choice.value === "text" ? "text" : "character";
    if (mode === "text") reader.expectText();
    document.documentElement.dataset.mode = mode;
    change(() => pad.drawing.clear());
  });
}

/** Reads a picture that was pasted, dropped, chosen or photographed. */
async function readPicture(file: Blob): Promise<void> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    pad.showPicture(bitmap);
    clear.disabled = false;
  } catch {
    show("", [], "This file is no picture that the browser can show: choose a PNG, JPEG or WebP.");
    return;
  }
  askFor(() => file);
}

addEventListener("paste", ({ clipboardData }) => {
  const file = clipboardData?.files[0];
  if (file !== undefined) void readPicture(file);
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  const file = event.dataTransfer?.files[0];
  if (file !== undefined) void readPicture(file);
});
const chooser = element<HTMLInputElement>("#file");
chooser.addEventListener("change", () => {
  const file = chooser.files?.[0];
  chooser.value = "";
  if (file !== undefined) void readPicture(file);
});

element<HTMLFormElement>("#correction").addEventListener("submit", async (event) => {
  event.preventDefault();
  const label = truth.value.trim();
  if (pad.picture !== undefined) {
    // The drawing that may lie below it is not what the label is about.
    describeCollection(
      " Pictures are not: they are files already, which can be sorted by character.",
    );
    return;
  }
  if (label === "" || pad.drawing.strokes.length === 0) return;
  const isStored = await collection.add(label, pad.readableImage());
  truth.value = "";
  describeCollection(isStored ? "" : " This browser forgets them when the page is closed.");
  change(() => pad.drawing.clear());
});
save.addEventListener("click", async () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await zipDrawings(collection.drawings));
  link.download = "drawings.zip";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});

function describeCollection(addition: string): void {
  save.disabled = collection.count === 0;
  const count = collection.count === 1 ? "1 drawing" : `${collection.count} drawings`;
  kept.textContent = collection.count === 0 && addition === "" ? "" : `${count} kept.${addition}`;
}

describeCollection("");
show("", [], BLANK);
