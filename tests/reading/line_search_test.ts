/** The search agrees with going through every way of a small line one by one. */

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { createRandom } from "../../lib/random.ts";
import { ALPHABET } from "../../lib/reading/alphabet.ts";
import { createCodeModel, createNumberModel } from "../../lib/reading/language/format_model.ts";
import { type SearchCandidate, searchLine } from "../../lib/reading/line_search.ts";
import { transitionLog, type WordKinds } from "../../lib/reading/word_kinds.ts";

const random = createRandom(5);
const symbols = Int32Array.from("1IO0", (character) => ALPHABET.indexOf(character));

/** Three cuts in a row can be passed singly or two at a time. */
const candidates: readonly SearchCandidate[] = [[0, 1], [1, 2], [2, 3], [0, 2], [1, 3]].map((
  [from, to],
) => ({ from, to, symbols, logs: Float64Array.from(symbols, () => -2 * random.next()) }));
const line = {
  cutCount: 4,
  candidates,
  partedLogs: Float64Array.from([0, -1.5, -1, 0]),
  joinedLogs: Float64Array.from([0, -0.3, -0.4, 0]),
};
const kinds: WordKinds = {
  models: [
    { model: createNumberModel(), kind: 0, logWeight: 0 },
    { model: createCodeModel(), kind: 1, logWeight: 0 },
  ],
  shares: [0.6, 0.4],
  persistence: 0.5,
};

/** Returns the log-probability of every way from a cut on, each with what it reads. */
function* waysFrom(cut: number, kind: number): Generator<{ text: string; log: number }> {
  if (cut === 3) return yield { text: "", log: 0 };
  for (const [place, { model }] of kinds.models.entries()) {
    const log = transitionLog(kinds, kind, kinds.models[place].kind);
    yield* inWord(cut, place, model.start(0), log);
  }
}

function* inWord(
  cut: number,
  place: number,
  state: number,
  before: number,
): Generator<{ text: string; log: number }> {
  const { model, kind } = kinds.models[place];
  for (const candidate of candidates.filter(({ from }) => from === cut)) {
    for (const [index, symbol] of candidate.symbols.entries()) {
      const next = model.next(state, symbol);
      if (next < 0) continue;
      const log = before + candidate.logs[index] + model.stepLog(state, symbol, next);
      const character = ALPHABET[symbol];
      const parted = candidate.to === 3 ? 0 : line.partedLogs[candidate.to];
      for (const rest of waysFrom(candidate.to, kind)) {
        const blank = rest.text === "" ? "" : " ";
        yield {
          text: character + blank + rest.text,
          log: log + model.endLog(next) + parted + rest.log,
        };
      }
      if (candidate.to === 3) continue;
      const joined = log + line.joinedLogs[candidate.to];
      for (const rest of inWord(candidate.to, place, next, joined)) {
        yield { text: character + rest.text, log: rest.log };
      }
    }
  }
}

Deno.test("searchLine() finds the sum over all ways, and the best of them", () => {
  const ways = [...waysFrom(0, -1)];
  const total = Math.log(ways.reduce((sum, { log }) => sum + Math.exp(log), 0));
  const best = ways.reduce((left, right) => right.log > left.log ? right : left);
  const result = searchLine(line, kinds);
  // Ways far below the best are not followed: less than a thousandth of the probability.
  assertAlmostEquals(result.total, total, 1e-3);
  assertAlmostEquals(Math.max(...result.ends.map((end) => end.best)), best.log, 1e-9);
  let text = "";
  let node = result.ends.toSorted((left, right) => right.best - left.best)[0];
  while (node.bestStep !== undefined) {
    const { symbol, target, source } = node.bestStep;
    if (symbol >= 0) text = ALPHABET[symbol] + text;
    else if (target.model < 0 && target.cut < 3) text = " " + text;
    node = source;
  }
  assertEquals(text, best.text);
});

Deno.test("searchLine() says how likely each node is, from both ends alike", () => {
  const { nodes, total } = searchLine(line, kinds);
  // Every way passes from the first cut into exactly one start of a word.
  const starts = nodes[0].filter(({ model }) => model >= 0);
  const sum = starts.reduce(
    (left, { forward, backward }) => left + Math.exp(forward + backward - total),
    0,
  );
  assertAlmostEquals(sum, 1, 1e-9);
});

Deno.test("searchLine() has no end where no candidate leads through the line", () => {
  const broken = { ...line, candidates: candidates.filter(({ to }) => to !== 3) };
  assertEquals(searchLine(broken, kinds).ends, []);
});
