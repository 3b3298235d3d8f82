/** Models and recipes that were once called otherwise: run folders of that time are still read. */

const oldModelNames: Readonly<Record<string, string>> = {
  seed: "baseline",
  seed_cnn: "baseline_cnn",
};
const oldRecipeNames: Readonly<Record<string, string>> = { seed: "plain" };

/** Returns what a model of a stored run is called today; any other value as it is. */
export function currentModelName<Value>(name: Value): Value | string {
  return typeof name === "string" && name in oldModelNames ? oldModelNames[name] : name;
}

/** Returns what the recipe of a stored run is called today; any other value as it is. */
export function currentRecipeName<Value>(name: Value): Value | string {
  return typeof name === "string" && name in oldRecipeNames ? oldRecipeNames[name] : name;
}
