import { assertRejects } from "@std/assert";
import { checkSpace } from "../../../lib/datasets/download/archive.ts";
import { UserError } from "../../../lib/user_error.ts";

Deno.test("checkSpace() compares what is needed with what the disk has left", async () => {
  const folder = Deno.cwd();
  await checkSpace(folder, 1);
  await assertRejects(
    () => checkSpace(folder, 1e18),
    UserError,
    `Cannot download to "${folder}": expected 1000000000000 MB of free space but found`,
  );
});
