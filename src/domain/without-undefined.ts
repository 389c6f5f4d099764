/** The keys of `T` that may be absent, given as possibly undefined. */
type Fields<T> = { [K in keyof T]-?: undefined extends T[K] ? T[K] | undefined : T[K] }

/** An object without its undefined fields, so that JSON, `in` and a spread show only fields with a value. */
export function withoutUndefined<T extends object>(fields: Fields<T>): T {
  const kept: Partial<T> = {}
  for (const key in fields) {
    const value = fields[key]
    if (value !== undefined) {
      kept[key] = value
    }
  }
  return kept as T
}
