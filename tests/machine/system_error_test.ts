/** What the operating system refuses is explained, and nothing else. */

import { assertEquals } from "@std/assert";
import { explainError } from "../../lib/machine/system_error.ts";
import { UserError } from "../../lib/user_error.ts";

Deno.test("explainError() says what is full, read only or forbidden, and what to do", () => {
  const cases = [
    [new Error("No space left on device (os error 28): write"), "The disk is full", "Free some"],
    [
      new Error("Read-only file system (os error 30): mkdir '/x'"),
      "The disk is read only",
      "Choose",
    ],
    [new Error("EROFS: read-only file system, open '/x'"), "The disk is read only", "Choose"],
    [new Deno.errors.PermissionDenied("open '/x'"), "The system refused access", "Choose"],
  ] as const;
  for (const [error, problem, hint] of cases) {
    const explained = explainError(error);
    assertEquals(explained?.message, `${problem}: ${error.message}`);
    assertEquals(explained?.hint.startsWith(hint), true);
  }
});

Deno.test("explainError() returns an error for the user as it is, and none for a fault of ours", () => {
  const mistake = new UserError("Cannot do it.");
  assertEquals(explainError(mistake), mistake);
  for (const fault of [new TypeError("x is not a function"), "thrown text", undefined]) {
    assertEquals(explainError(fault), undefined);
  }
});
