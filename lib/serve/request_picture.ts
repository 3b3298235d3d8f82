/** The picture in a request's body. */

import { Problem } from "./problem.ts";
import { pictureTypes } from "./routes.ts";

/** A picture as it was sent. */
export interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Name of the file in a form, else empty; nothing is opened by it. */
  readonly name: string;
}

/** Returns the media type that a header names, in small letters and without its parameters. */
export function mediaTypeOf(contentType: string): string {
  return contentType.split(";")[0].trim().toLowerCase();
}

/**
 * Returns the picture that a body is, or that stands in the field `picture` of a form.
 *
 * @param otherTypes What the route takes beside pictures, for the error.
 * @param type The header `content-type`, parameters included.
 * @throws {Problem} 415 when it is of another type, 422 when the form has no picture, or several.
 */
export async function pictureOf(
  body: Uint8Array<ArrayBuffer>,
  type: string,
  otherTypes: readonly string[] = [],
): Promise<Picture> {
  const name = mediaTypeOf(type);
  if (pictureTypes.includes(name)) return { bytes: body, name: "" };
  if (name !== "multipart/form-data") {
    const expected = [...pictureTypes, "multipart/form-data", ...otherTypes].join(", ");
    throw new Problem(
      415,
      `Cannot use the body: expected the type ${expected} but found "${name}".`,
    );
  }
  const parts = await new Response(body, { headers: { "content-type": type } }).formData()
    .then((form) => form.getAll("picture"), () => []);
  const [picture] = parts;
  if (parts.length === 1 && picture instanceof File) {
    return { bytes: await picture.bytes(), name: picture.name };
  }
  const found = parts.length > 1 ? ` but found ${parts.length}` : "";
  throw new Problem(422, `Cannot use the form: expected a file in the field "picture"${found}.`);
}
