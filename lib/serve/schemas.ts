/** What the server takes and gives, for checking and for its OpenAPI description. */

import { z } from "@hono/zod-openapi";
import { CHARACTER_SETS } from "../reading/restriction.ts";

const probability = z.number().min(0).max(1).openapi({ example: 0.9731 });

/** A reason why a request was not answered, RFC 9457. */
export const problemSchema = z.object({
  type: z.string().openapi({ example: "about:blank" }),
  title: z.string().openapi({ example: "Content Too Large" }),
  status: z.int().openapi({ example: 413 }),
  detail: z.string().openapi({ example: "Cannot take the request: expected at most 10 bytes." }),
}).openapi("Problem");

const characterSchema = z.object({
  character: z.string().openapi({ example: "A" }),
  probability,
}).openapi("Character");

/** The likeliest characters of each image. */
export const classificationSchema = z.object({
  images: z.array(z.object({
    character: z.string().openapi({ description: "The likeliest character.", example: "A" }),
    probability,
    alternatives: z.array(characterSchema).openapi({ description: "The next likeliest." }),
  })),
}).openapi("Classification");

/** The query parameters of a request to read. */
export const restrictionSchema = z.object({
  characters: z.enum(CHARACTER_SETS).optional().openapi({ description: "Only these occur." }),
  pattern: z.string().min(1).max(200).optional().openapi({
    description: "Every word matches this regular expression as a whole.",
    example: "[A-Z]{2}[0-9]{4}",
  }),
  words: z.string().regex(/^[0-9A-Za-z]+( [0-9A-Za-z]+)*$/).max(10_000).optional().openapi({
    description: "Only these words occur; blanks part them.",
    example: "red green blue",
  }),
});

const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
  .openapi("Box", { description: "In pixels of the upright picture." });

const part = { text: z.string(), confidence: probability, box };

/** What stands on a picture. */
export const readingSchema = z.object({
  pages: z.array(z.object({
    image: z.string().openapi({ description: "Name of the picture, where it was sent with one." }),
    text: z.string().openapi({ description: "The lines, parted by line ends.", example: "HELLO" }),
    lines: z.array(z.object({
      ...part,
      words: z.array(z.object({
        ...part,
        characters: z.array(z.object({
          ...part,
          alternatives: z.array(z.object({ text: z.string(), confidence: probability })),
        })),
      })),
    })),
  })).openapi({ description: "One a page, as `deno task read --json` prints them." }),
}).openapi("Reading");

/** The model that answers. */
export const modelSchema = z.object({
  run: z.string().openapi({ example: "flagship-best-emnist47" }),
  model: z.string().openapi({ example: "flagship_cnn" }),
  parameters: z.int(),
  characters: z.array(z.string()).openapi({ description: "The characters that it tells apart." }),
  dataset: z.string(),
  testAccuracy: probability,
  temperature: z.number(),
  backend: z.string().openapi({ example: "tensorflow 2.21.0" }),
  limits: z.object({
    bytes: z.int().openapi({ description: "Most bytes of a body." }),
    images: z.int().openapi({ description: "Most images of a request to classify." }),
    requests: z.int().openapi({ description: "Most requests that are answered at a time." }),
    bodySeconds: z.number().openapi({ description: "Most seconds until a body is here." }),
    pictureSeconds: z.number().openapi({ description: "Most seconds of work on a picture." }),
  }),
}).openapi("Model");

/** The model that answers; see {@linkcode modelSchema}. */
export type ModelDescription = z.infer<typeof modelSchema>;
