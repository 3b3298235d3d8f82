/** What the server counts, for Prometheus. */

import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** The counters, and the text that Prometheus reads. */
export interface ServerMetrics {
  /** Counts an answered request and the seconds that it took; paths that are no route count as one. */
  answered(path: string, status: number, seconds: number): void;
  /** Counts a batch that the network computed. */
  batch(images: number): void;
  /** Sets how many requests are being answered. */
  inFlight(requests: number): void;
  /** Returns all of it in Prometheus's text format, with the type that it has. */
  text(): Promise<{ readonly text: string; readonly contentType: string }>;
}

/**
 * Creates counters at zero.
 *
 * @param routes The paths that are counted by name.
 */
export function createServerMetrics(routes: readonly string[]): ServerMetrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: "emnist_requests_total",
    help: "Requests that were answered",
    labelNames: ["route", "status"],
    registers,
  });
  const seconds = new Histogram({
    name: "emnist_request_seconds",
    help: "Time from a request to its answer",
    labelNames: ["route"],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30],
    registers,
  });
  const batches = new Histogram({
    name: "emnist_batch_images",
    help: "Images that the network computed at once",
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
    registers,
  });
  const inFlight = new Gauge({
    name: "emnist_requests_in_flight",
    help: "Requests that are being answered",
    registers,
  });
  new Gauge({
    name: "process_resident_memory_bytes",
    help: "Resident memory size in bytes",
    registers,
    collect() {
      this.set(Deno.memoryUsage().rss);
    },
  });
  return {
    answered(path, status, duration) {
      const route = routes.includes(path) ? path : "other";
      requests.inc({ route, status });
      seconds.observe({ route }, duration);
    },
    batch: (images) => batches.observe(images),
    inFlight: (count) => inFlight.set(count),
    text: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  };
}
