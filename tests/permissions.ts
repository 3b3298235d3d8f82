/**
 * Whether tests have the permissions that `deno test -P` grants.
 *
 * Plain `deno test` runs every test that needs none and ignores the others:
 * `Deno.test("…", needsPermissions, async () => {…})`. What a file prepares for such tests while it is
 * imported must ask {@linkcode hasPermissions} first.
 */

/** What a test that needs permissions may use. */
export const permissionNames = ["read", "write", "env", "sys", "ffi", "net", "run"] as const;

/** Tells whether all of these permissions are granted. */
export const hasPermissions = permissionNames
  .every((name) => Deno.permissions.querySync({ name }).state === "granted");

/** Options of a test that needs permissions: it is ignored where they are not granted. */
export const needsPermissions = { ignore: !hasPermissions };

if (!hasPermissions) {
  console.warn("ignored here: tests that need permissions, which `deno test -P` grants");
}
