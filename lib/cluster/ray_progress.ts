/** What a person sees of a job on a cluster: a line for whatever happens, with what is left. */

import type { RayEvent } from "./ray_job.ts";

/** Widest line: terminals have 80 columns. */
const WIDTH = 79;

/** Turns the events of a job into lines. */
export class RayProgress {
  readonly #taskCount: number;
  readonly #now: () => number;
  readonly #running = new Map<string, string>();
  #done = 0;
  #failed = 0;
  #began: number | undefined;

  /**
   * @param taskCount Tasks in all.
   * @param now The time in milliseconds.
   */
  constructor(taskCount: number, now: () => number = Date.now) {
    [this.#taskCount, this.#now] = [taskCount, now];
  }

  /** Returns the line that an event is worth, or undefined. */
  line(event: RayEvent): string | undefined {
    switch (event.event) {
      case "cluster": {
        const nodes = event.nodes.filter(({ processors }) => processors > 0);
        const processors = nodes.reduce((sum, node) => sum + node.processors, 0);
        return `Ray: ${count(nodes.length, "node")} with ${count(processors, "processor")}`;
      }
      case "started":
        this.#began ??= this.#now();
        this.#running.set(event.name, event.node);
        return `${event.name} runs on ${event.node}${event.resumed ? ", from its checkpoint" : ""}`;
      case "progress":
        return event.line.startsWith("epoch ")
          ? `${event.name}: ${event.line.split(" | ").slice(0, 3).join(" | ")}`.slice(0, WIDTH)
          : undefined;
      case "done":
        this.#running.delete(event.name);
        this.#done += 1;
        return `${event.name} is done. ${this.#summary()}`;
      case "failed":
        this.#running.delete(event.name);
        this.#failed += 1;
        return `${event.name} failed: ${event.message}\n${this.#summary()}`;
      case "kept":
      case "interrupted":
      case "unreachable":
        return undefined;
    }
  }

  #summary(): string {
    const ended = this.#done + this.#failed;
    const failed = this.#failed === 0 ? "" : `, ${this.#failed} failed`;
    const seconds = (this.#now() - (this.#began ?? this.#now())) / 1000;
    const left = (this.#taskCount - ended) * seconds / ended;
    const time = left === 0 ? "" : `, about ${timeText(left)} left`;
    return `${this.#done} of ${this.#taskCount} done${failed}, ${this.#running.size} running${time}`;
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function timeText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
