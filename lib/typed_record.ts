/** Records with a fixed set of keys: their keys, and one value for each, as the compiler knows them. */

/** Returns the keys of a record in their order; it has no others than its type says. */
export function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record).filter((key): key is Key => Object.hasOwn(record, key));
}

/** Returns one value for each entry of a record, under its key. */
export function mapRecord<Key extends string, Entry, Value>(
  record: Readonly<Record<Key, Entry>>,
  valueOf: (entry: Entry, key: Key) => Value,
): Record<Key, Value>;
export function mapRecord<Key extends string, Entry>(
  record: Readonly<Record<Key, Entry>>,
  valueOf: (entry: Entry, key: Key) => unknown,
): object {
  return Object.fromEntries(keysOf(record).map((key) => [key, valueOf(record[key], key)]));
}
