/**
 * The kind of a value. Upper-case words (results, types, circuits) are their own kind, so that a wrong one is detected;
 * numeric texts are distinguished by length where the length matters.
 */
export function kindOf(value: unknown): string {
  if (value === null) return "null"
  if (Array.isArray(value)) return "array"
  if (typeof value !== "string") return typeof value
  return stringKinds.find(([, pattern]) => pattern.test(value))?.[0] ?? wordOrText(value)
}

const stringKinds: readonly (readonly [string, RegExp])[] = [
  ["empty text", /^$/],
  ["uuid", /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
  ["64 hex digits", /^[0-9a-f]{64}$/],
  ["32 hex digits", /^[0-9a-f]{32}$/],
  ["18 digits", /^\d{18}$/],
  ["12 digits", /^\d{12}$/],
  ["8 digits", /^\d{8}$/],
  ["6 digits", /^\d{6}$/],
  ["digits", /^\d+$/],
  ["space timestamp", /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3}$/],
  ["ISO timestamp", /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/],
  ["date", /^\d{4}-\d{2}-\d{2}$/],
  ["masked card", /^\d{6}\*{4,9}\d{4}$/],
  ["masked end", /^\*{3}\d{4}$/],
  ["hosted page", /^https?:\/\/[^/]+\/monetaweb\/page\/hosted\/2\/html\?paymentid=\d{18}$/],
  ["3-D Secure page", /^https?:\/\/[^/]+\/monetaweb\/phoenixstos$/],
  ["image", /^https?:\/\/[^/]+\/monetaweb\/static\/images\/[a-z_]+\.svg$/],
  ["base64 of 32 bytes", /^[A-Za-z0-9+/]{43}=$/],
  ["base64 of 20 bytes", /^[A-Za-z0-9+/]{27}=$/],
]

function wordOrText(value: string): string {
  return /^[A-Z_]{2,}$/.test(value) ? `the word ${value}` : "text"
}

/** Where two values differ in shape: keys, nulls, kinds, list lengths, at any depth. */
export function shapeDifferences(actual: unknown, expected: unknown, path = "body"): string[] {
  const [actualKind, expectedKind] = [kindOf(actual), kindOf(expected)]
  if (actualKind !== expectedKind) return [`${path}: ${actualKind} in place of ${expectedKind}`]
  if (Array.isArray(actual) && Array.isArray(expected)) {
    if (actual.length !== expected.length)
      return [`${path}: ${actual.length} elements in place of ${expected.length}`]
    return actual.flatMap((element, index) => shapeDifferences(element, expected[index], `${path}[${index}]`))
  }
  if (!isRecord(actual) || !isRecord(expected)) return []
  const keys = [...new Set([...Object.keys(actual), ...Object.keys(expected)])]
  return keys.flatMap((key) => {
    if (!(key in actual)) return [`${path}.${key}: missing`]
    if (!(key in expected)) return [`${path}.${key}: should not be there`]
    return shapeDifferences(actual[key], expected[key], `${path}.${key}`)
  })
}

/** As {@link shapeDifferences}, and every value must be equal too unless its key names a generated one. */
export function valueDifferences(
  actual: unknown,
  expected: unknown,
  generated: ReadonlySet<string>,
  path = "body"
): string[] {
  if (Array.isArray(actual) && Array.isArray(expected) && actual.length === expected.length) {
    return actual.flatMap((element, index) =>
      valueDifferences(element, expected[index], generated, `${path}[${index}]`)
    )
  }
  if (!isRecord(actual) || !isRecord(expected)) {
    return actual === expected
      ? []
      : [`${path}: ${JSON.stringify(actual)} in place of ${JSON.stringify(expected)}`]
  }
  const keys = [...new Set([...Object.keys(actual), ...Object.keys(expected)])]
  return keys.flatMap((key) => {
    if (!(key in actual)) return [`${path}.${key}: missing`]
    if (!(key in expected)) return [`${path}.${key}: should not be there`]
    return generated.has(key)
      ? shapeDifferences(actual[key], expected[key], `${path}.${key}`)
      : valueDifferences(actual[key], expected[key], generated, `${path}.${key}`)
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
