/// <reference lib="dom" />
/** The answer on the page: the text, its characters, and what the network makes of one of them. */

import type { FoundCharacter, Guess } from "./messages.ts";

/** Below this confidence a character is marked as one to check. */
const SURE = 0.8;

/** The parts of the page that show an answer. */
export class AnswerView {
  readonly #text = element("#text");
  readonly #note = element("#note");
  readonly #characters = element("#characters");
  readonly #detail = element("#detail");
  readonly #seen = element<HTMLCanvasElement>("#seen");
  readonly #guesses = element("#guesses");
  readonly #onChoose: (index: number) => void;

  /** @param onChoose Called with the place of the character that was chosen. */
  constructor(onChoose: (index: number) => void) {
    this.#onChoose = onChoose;
  }

  /** Shows a sentence in the place of an answer. */
  say(note: string): void {
    this.#text.textContent = "";
    this.#note.textContent = note;
    this.#characters.replaceChildren();
    this.#detail.hidden = true;
  }

  /** Shows what was read. */
  show(text: string, characters: readonly FoundCharacter[], note: string): void {
    this.#text.textContent = text;
    this.#note.textContent = note;
    this.#characters.replaceChildren(...characters.map((character, index) => {
      const button = document.createElement("button");
      const { text, confidence } = character;
      button.type = "button";
      button.className = confidence < SURE ? "character unsure" : "character";
      button.textContent = text;
      button.setAttribute("aria-label", `${text}, ${percent(confidence)} sure`);
      button.addEventListener("click", () => this.#onChoose(index));
      return button;
    }));
  }

  /** Shows one character: what the network saw of it, and its guesses with real examples. */
  choose(characters: readonly FoundCharacter[], chosen: number): void {
    const character = characters[chosen];
    this.#detail.hidden = character === undefined;
    [...this.#characters.children].forEach((button, index) =>
      button.setAttribute("aria-pressed", String(index === chosen))
    );
    if (character === undefined) return;
    paint(this.#seen, character.image);
    this.#guesses.replaceChildren(...character.guesses.map(guessRow));
  }
}

function guessRow({ text, confidence, examples }: Guess): HTMLLIElement {
  const row = document.createElement("li");
  const name = document.createElement("span");
  name.className = "character";
  name.textContent = text;
  const bar = document.createElement("span");
  bar.className = "bar";
  bar.style.setProperty("--share", String(confidence));
  const share = document.createElement("span");
  share.className = "share";
  share.textContent = percent(confidence);
  const pictures = document.createElement("span");
  pictures.className = "examples";
  pictures.setAttribute("role", "img");
  pictures.setAttribute("aria-label", `Real examples of ${text} that look most like it`);
  pictures.append(...examples.map((example) => paint(document.createElement("canvas"), example)));
  row.append(name, bar, share, pictures);
  return row;
}

/** Draws a `[28, 28]` image in the colour of ink, pixel by pixel. */
function paint(canvas: HTMLCanvasElement, image: Uint8Array): HTMLCanvasElement {
  [canvas.width, canvas.height] = [28, 28];
  const data = new ImageData(28, 28);
  image.forEach((ink, index) => data.data.set([0, 0, 0, ink], 4 * index));
  canvas.getContext("2d")?.putImageData(data, 0, 0);
  return canvas;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share > 0.995 || share < 0.1 ? 1 : 0)} %`;
}

/** Returns the element of the page that a selector names. */
export function element<Kind extends HTMLElement = HTMLElement>(selector: string): Kind {
  const found = document.querySelector<Kind>(selector);
  if (found === null) throw new Error(`Cannot find ${selector} on the page`);
  return found;
}
