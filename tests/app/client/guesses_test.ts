/** The guesses at a character. */

import { assertEquals } from "@std/assert";
import { createGuesses } from "../../../lib/app/client/guesses.ts";

const labels: number[] = [];
const reader = {
  data: { characters: ["0", "O", "C", "D", "Q", "7"], groups: [["0", "O"]] },
  examples: {
    nearest(_image: Uint8Array, label: number) {
      labels.push(label);
      return [];
    },
  },
};
const guess = (text: string, confidence: number) => ({ text, confidence });

Deno.test("createGuesses() shows the look-alikes of the likeliest though others are likelier", () => {
  const alternatives = [
    guess("D", 0.2),
    guess("0", 0.4),
    guess("Q", 0.15),
    guess("7", 0.1),
    guess("O", 0.05),
    guess("c", 0.12),
  ];
  labels.length = 0;
  const guesses = createGuesses(new Uint8Array(784), alternatives, reader);
  assertEquals(guesses.map(({ text }) => text), ["0", "D", "Q", "O"]);
  assertEquals(labels, [0, 3, 4, 1]);
});

Deno.test("createGuesses() takes the examples of a small letter from its capital's class", () => {
  labels.length = 0;
  createGuesses(new Uint8Array(784), [guess("c", 1)], reader);
  assertEquals(labels, [2]);
});
