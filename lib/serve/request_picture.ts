/** The picture in a request's body. */

import { Problem } from "./problem.ts";
import { pictureTypes } from "./routes.ts";

/** A picture as it was sent. */
export interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Name of the file in a form, else empty; nothing is opened by it. */
  readonly name: string;
}

/**
 * Returns the picture that a body is, or that stands in the field `picture` of a form.
 *
 * @param otherTypes What the route takes beside pictures, for the error.
 * @throws {Problem} 415 when it is of another type, 422 when the form has no picture.
 */
export async function pictureOf(
  body: Uint8Array<ArrayBuffer>,
  type: string,
  otherTypes: readonly string[] = [],
): Promise<Picture> {
  const [name = ""] = type.toLowerCase().split(";");
  if (pictureTypes.includes(name.trim())) return { bytes: body, name: "" };
  if (name.trim() !== "multipart/form-data") {
    const expected = [...pictureTypes, "multipart/form-data", ...otherTypes].join(", ");
    throw new Problem(
      415,
      `Cannot use the body: expected the type ${expected} but found "${name}".`,
    );
  }
  const picture = await new Response(body, { headers: { "content-type": type } }).formData()
    .then((form) => form.get("picture"), () => null);
  if (picture instanceof File) return { bytes: await picture.bytes(), name: picture.name };
  throw new Problem(422, 'Cannot use the form: expected a file in the field "picture".');
}
