/** Converts a store API response to camel case: `order_id: null` becomes `orderId: undefined`. */
export function fromWire<T>(answer: object): T {
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]: [string, unknown]) => [
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value ?? undefined,
    ])
  ) as T
}
