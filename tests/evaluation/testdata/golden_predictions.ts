/** The predictions behind golden_metrics.json, made from the same integers as golden_metrics.py. */

import type { Predictions } from "../../../lib/evaluation/predictions.ts";

const CHARACTERS = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt"];
const LOOK_ALIKES = ["0O", "1IL", "2Z", "5S", "9gq", "Ff", "UV"];
const IMAGES = 4000;
const SEED = 20170302;
const NEVER_PREDICTED = CHARACTERS.indexOf("A");
const ABSENT = CHARACTERS.indexOf("t");

/** The linear congruential generator of Numerical Recipes, without its weak low bits. */
function createRandomIntegers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
}

/** 4,000 predictions of 47 classes: unbalanced, one class absent, one never predicted. */
export function goldenPredictions(): Predictions {
  const classes = CHARACTERS.length;
  const draw = createRandomIntegers(SEED);
  const partners = CHARACTERS.map((character) =>
    LOOK_ALIKES.filter((group) => group.includes(character))
      .flatMap((group) => [...group].map((other) => CHARACTERS.indexOf(other)))
  );
  const labels = new Uint8Array(IMAGES);
  const probabilities = new Float32Array(IMAGES * classes);
  for (let image = 0; image < IMAGES; image++) {
    const label = Math.min(draw() % classes, draw() % classes);
    labels[image] = label === ABSENT ? (label + 1) % classes : label;
    let weights = CHARACTERS.map(() => 1 + draw() % 8);
    weights[labels[image]] += (draw() % 64) ** 2;
    for (const partner of partners[labels[image]]) weights[partner] += (draw() % 32) ** 2;
    const odd = draw();
    weights[draw() % classes] += (odd % 24) ** 2;
    weights = weights.map((weight, index) => weight * 64 + index);
    weights[NEVER_PREDICTED] = image % 97 === 0 ? 0 : 1;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, weight] of weights.entries()) {
      probabilities[image * classes + index] = weight / total;
    }
  }
  return { labels, probabilities, characters: CHARACTERS };
}
