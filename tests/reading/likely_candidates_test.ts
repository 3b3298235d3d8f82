import { assertEquals } from "@std/assert";
import { likelyCandidates } from "../../lib/reading/likely_candidates.ts";

Deno.test("likelyCandidates() keeps what lies on a good way, be it the best one or not", () => {
  const candidateOf = (from: number, to: number, log: number) => ({
    from,
    to,
    symbols: Int32Array.of(0),
    logs: Float64Array.of(log),
  });
  const candidates = [
    candidateOf(0, 1, -1),
    candidateOf(1, 2, -1), // the best way: -2
    candidateOf(0, 2, -11), // 9 below it
    candidateOf(1, 3, -20), // 18 below it
    candidateOf(2, 3, -1),
  ];
  assertEquals(likelyCandidates(candidates, 4), [true, true, true, false, true]);
});
