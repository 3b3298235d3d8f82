/** The server's answers, apart from the network connections and the threads behind it. */

import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { IMAGE_PIXELS } from "../datasets/dataset.ts";
import { classificationOf } from "./classification.ts";
import type { PictureResult, PictureTask } from "./picture_task.ts";
import { Problem } from "./problem.ts";
import { readBody } from "./request_body.ts";
import { mediaTypeOf, type Picture, pictureOf } from "./request_picture.ts";
import { classifyRoute, healthRoute, metricsRoute, modelRoute, readRoute } from "./routes.ts";
import type { ModelDescription } from "./schemas.ts";
import type { ServerMetrics } from "./server_metrics.ts";
import type { StaticFiles } from "./static_files.ts";

/** Type of a body that is images as the network takes them, a byte a pixel. */
const IMAGES_TYPE = "application/octet-stream";

/** What the answers come from. */
export interface AppOptions {
  readonly model: ModelDescription;
  /** The network: `[count, classes]` for `[count, 28, 28]`. */
  readonly predict: (images: Uint8Array<ArrayBuffer>) => Promise<Float32Array<ArrayBuffer>>;
  /** What works on pictures. */
  readonly work: (task: PictureTask) => Promise<PictureResult>;
  readonly metrics: ServerMetrics;
  /** The drawing page and the page of the description, by their paths. */
  readonly files: StaticFiles;
}

/** Creates the application: it takes a `Request` and gives a `Response`. */
export function createApp({ model, predict, work, metrics, files }: AppOptions): OpenAPIHono {
  const { characters, limits } = model;
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (result.success) return;
      const [{ path, message }] = result.error.issues;
      throw new Problem(422, `Cannot use the parameter "${path.join(".")}": ${message}.`);
    },
  });
  let inFlight = 0;
  app.use("/v1/*", async (context, next) => {
    const start = performance.now();
    if (inFlight >= limits.requests) {
      metrics.answered(context.req.path, 429, 0);
      throw new Problem(429, `Cannot answer now: ${limits.requests} requests are being answered.`, {
        "retry-after": "1",
      });
    }
    metrics.inFlight(inFlight += 1);
    await next(); // errors have become responses when this returns
    metrics.inFlight(inFlight -= 1);
    metrics.answered(context.req.path, context.res.status, (performance.now() - start) / 1000);
  });
  const bodyOf = (context: Context) =>
    readBody(context.req.raw, { mostBytes: limits.bytes, seconds: limits.bodySeconds });

  async function normalise(picture: Picture): Promise<Uint8Array<ArrayBuffer>> {
    const task = { ...picture, purpose: "character", restriction: {}, characters } as const;
    const result = await work(task);
    if (result.kind !== "character") throw new Error(`A thread gave ${result.kind}`);
    return result.image;
  }

  app.openapi(classifyRoute, async (context) => {
    const { alternatives } = context.req.valid("query");
    const type = context.req.header("content-type") ?? "";
    const body = await bodyOf(context);
    const images = mediaTypeOf(type) === IMAGES_TYPE
      ? checkImages(body, limits.images)
      : await normalise(await pictureOf(body, type, [IMAGES_TYPE]));
    const probabilities = await predict(images);
    return context.json(classificationOf(probabilities, characters, alternatives), 200);
  });

  app.openapi(readRoute, async (context) => {
    const { words, ...others } = context.req.valid("query");
    const restriction = { ...others, words: words?.split(" ") };
    const type = context.req.header("content-type") ?? "";
    const { bytes, name } = await pictureOf(await bodyOf(context), type);
    const result = await work({ bytes, purpose: "read", restriction, characters });
    if (result.kind !== "pages") throw new Error(`A thread gave ${result.kind}`);
    return context.json({ pages: result.pages.map((page) => ({ ...page, image: name })) }, 200);
  });

  app.openapi(modelRoute, (context) => context.json(model, 200));
  app.openapi(healthRoute, (context) => context.json({ status: "ok" } as const, 200));
  app.openapi(metricsRoute, async (context) => {
    const { text, contentType } = await metrics.text();
    return context.text(text, 200, { "content-type": contentType });
  });
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Handwritten characters",
      version: "1",
      description: "Reads hand-printed letters and digits on pictures. Nothing is kept.",
    },
  });

  for (
    const { path, method } of [readRoute, classifyRoute, modelRoute, healthRoute, metricsRoute]
  ) {
    const allow = method.toUpperCase();
    app.all(path, () => {
      throw new Problem(405, `Cannot answer: ${path} takes ${allow}.`, { allow });
    });
  }
  app.get("*", ({ req: { path } }) => {
    const file = files.get(path);
    if (file === undefined) throw new Problem(404, "Cannot answer: there is nothing here.");
    return new Response(file.bytes, { headers: file.headers });
  });
  app.notFound(() => new Problem(404, "Cannot answer: there is nothing here.").toResponse());
  app.onError((error) => {
    if (error instanceof Problem) return error.toResponse();
    console.error(error);
    return new Problem(500, "Cannot answer: this is a fault of the server.").toResponse();
  });
  return app;
}

/** @throws {Problem} when the bytes are no whole images, or too many of them. */
function checkImages(
  bytes: Uint8Array<ArrayBuffer>,
  mostImages: number,
): Uint8Array<ArrayBuffer> {
  const count = bytes.length / IMAGE_PIXELS;
  if (!Number.isInteger(count)) {
    throw new Problem(
      422,
      `Cannot classify: expected a multiple of ${IMAGE_PIXELS} bytes but found ${bytes.length}.`,
    );
  }
  if (count > mostImages) {
    throw new Problem(
      413,
      `Cannot classify: expected at most ${mostImages} images but found ${count}.`,
    );
  }
  return bytes;
}
