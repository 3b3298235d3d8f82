import { assert } from "@std/assert";
import { findGitCommit } from "../../lib/runs/create_record.ts";
import { needsPermissions } from "../permissions.ts";

Deno.test(
  "findGitCommit() is a commit or null, whatever the library path is",
  needsPermissions,
  async () => {
    const before = Deno.env.get("LD_LIBRARY_PATH");
    Deno.env.set("LD_LIBRARY_PATH", "/nowhere");
    try {
      const commit = await findGitCommit();
      assert(commit === null || /^[0-9a-f]{40}$/.test(commit));
    } finally {
      if (before === undefined) Deno.env.delete("LD_LIBRARY_PATH");
      else Deno.env.set("LD_LIBRARY_PATH", before);
    }
  },
);
