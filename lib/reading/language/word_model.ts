/** What a model of words tells the search: which characters may follow, and how likely they are. */

/**
 * A probability distribution over words, read from left to right.
 *
 * States are whole numbers from 0 to 2⁴⁰; two beginnings of a word that lead to the same state have
 * the same continuations with the same probabilities.
 */
export interface WordModel {
  /**
   * Returns the state before the first character, to which no character leads back, or -1 where the
   * model has nothing to say after a word that left `memory` behind.
   */
  start(memory: number): number;
  /** Returns the state after `symbol`, or -1 where it cannot follow. */
  next(state: number, symbol: number): number;
  /** Natural log-probability of the step from `state` by `symbol` to `next`. */
  stepLog(state: number, symbol: number, next: number): number;
  /** Natural log-probability that the word ends here, -Infinity where it cannot. */
  endLog(state: number): number;
  /** What the next word may know of this one, a whole number from 0 to 2³²; 0 for nothing. */
  memory(state: number): number;
}
