/** The server's routes as OpenAPI describes them. */

import { createRoute, z } from "@hono/zod-openapi";
import {
  classificationSchema,
  modelSchema,
  problemSchema,
  readingSchema,
  restrictionSchema,
} from "./schemas.ts";

/** Types of pictures that a body may have. */
export const pictureTypes = ["image/png", "image/jpeg", "image/webp", "image/tiff", "image/bmp"];

const file = { schema: { type: "string", format: "binary" } } as const;

const form = {
  schema: {
    type: "object" as const,
    properties: { picture: file.schema },
    required: ["picture"],
  },
};

const pictures = {
  ...Object.fromEntries(pictureTypes.map((type) => [type, file])),
  "multipart/form-data": form,
};

function problem(description: string) {
  return { description, content: { "application/problem+json": { schema: problemSchema } } };
}

const refusals = {
  400: problem("The body is missing or was cut off."),
  408: problem("The body took too long."),
  413: problem("The body is too large."),
  415: problem("The body is of another type."),
  422: problem("The picture or a parameter cannot be used."),
  429: problem("Too many requests are being answered."),
  503: problem("The picture takes too long."),
};

/** `POST /v1/read` */
export const readRoute = createRoute({
  method: "post",
  path: "/v1/read",
  summary: "Read the text on a picture",
  request: {
    query: restrictionSchema,
    body: { required: true, content: pictures },
  },
  responses: {
    200: {
      description: "What stands on it.",
      content: { "application/json": { schema: readingSchema } },
    },
    ...refusals,
  },
});

/** `POST /v1/classify` */
export const classifyRoute = createRoute({
  method: "post",
  path: "/v1/classify",
  summary: "Classify a picture of one character, or images as the network takes them",
  description: "A body of the type `application/octet-stream` is `[n, 28, 28]` bytes, each image " +
    "upright, row by row, 0 for paper and 255 for ink.",
  request: {
    query: z.object({
      alternatives: z.coerce.number().int().min(0).max(100).default(4).openapi({
        description: "How many characters are listed after the likeliest.",
      }),
    }),
    body: { required: true, content: { ...pictures, "application/octet-stream": file } },
  },
  responses: {
    200: {
      description: "The likeliest characters of each image.",
      content: { "application/json": { schema: classificationSchema } },
    },
    ...refusals,
  },
});

/** `GET /v1/model` */
export const modelRoute = createRoute({
  method: "get",
  path: "/v1/model",
  summary: "The model that answers, and the server's limits",
  responses: {
    200: { description: "Both.", content: { "application/json": { schema: modelSchema } } },
  },
});

/** `GET /healthz` */
export const healthRoute = createRoute({
  method: "get",
  path: "/healthz",
  summary: "Whether the server answers",
  responses: {
    200: {
      description: "It does.",
      content: { "application/json": { schema: z.object({ status: z.literal("ok") }) } },
    },
  },
});

/** `GET /metrics` */
export const metricsRoute = createRoute({
  method: "get",
  path: "/metrics",
  summary: "What the server counts, in Prometheus's text format",
  responses: {
    200: { description: "The counters.", content: { "text/plain": { schema: z.string() } } },
  },
});
