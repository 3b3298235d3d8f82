import { assertEquals, assertRejects } from "@std/assert";
import { createRestriction } from "../../../lib/commands/read/restriction.ts";
import { ALPHABET } from "../../../lib/reading/alphabet.ts";
import { UserError } from "../../../lib/user_error.ts";
import { needsPermissions } from "../../permissions.ts";

Deno.test("createRestriction() names the characters of each set", async () => {
  const namedBy = async (characters: "digits" | "capitals" | "letters" | "alphanumeric") => {
    const symbols = (await createRestriction({ characters }))?.symbols ?? [];
    return [...symbols].map((symbol) => ALPHABET[symbol]).join("");
  };
  assertEquals(await namedBy("digits"), "0123456789");
  assertEquals(await namedBy("capitals"), "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  assertEquals((await namedBy("letters")).length, 52);
  assertEquals(await namedBy("alphanumeric"), ALPHABET);
});

Deno.test("createRestriction() is undefined where nothing is told", async () => {
  assertEquals(await createRestriction({}), undefined);
});

Deno.test(
  "createRestriction() reads words and refuses what cannot be read",
  needsPermissions,
  async () => {
    const folder = await Deno.makeTempDir();
    try {
      const path = `${folder}/words.txt`;
      await Deno.writeTextFile(path, "Oslo\r\nNew York\n\n");
      assertEquals((await createRestriction({ words: path }))?.words, ["Oslo", "New", "York"]);
      await Deno.writeTextFile(path, "Oslo\nO'Brien\n");
      await assertRejects(
        () => createRestriction({ words: path }),
        UserError,
        `expected letters and digits but found "O'Brien"`,
      );
      await Deno.writeTextFile(path, "\n");
      await assertRejects(() => createRestriction({ words: path }), UserError, "found none");
      await assertRejects(
        () => createRestriction({ words: `${folder}/no` }),
        UserError,
        "no such file",
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

Deno.test("createRestriction() explains a pattern that is none", async () => {
  await assertRejects(() => createRestriction({ pattern: "[A-" }), UserError, 'pattern "[A-"');
});
