/** The shape of a response: each field's path with the form of its value. */
export type Shape = Readonly<Record<string, string>>

/** A field whose form in XPay's response differs from the simulator's. */
export interface Difference {
  readonly field: string
  readonly xpay: string
  readonly simulator: string
}

/** Fields whose value is part of the contract, unless it is a text of a shop or a payer. */
const WORDS = new Set([
  "action",
  "authorizationStatus",
  "authorizedAmount",
  "capturedAmount",
  "cavvAlgorithm",
  "channel",
  "channelDetail",
  "code",
  "contractType",
  "currency",
  "eci",
  "errorCode",
  "lastOperationType",
  "methodType",
  "operationAmount",
  "operationCurrency",
  "operationResult",
  "operationType",
  "paymentMethod",
  "paymentMethodType",
  "status",
  "threeDSAuthRequest",
  "threeDSEnrollmentStatus",
  "version",
])

/** List elements are described by shape only; operations by type. */
function elementPath(list: string, element: unknown): string {
  const type =
    typeof element === "object" && element !== null
      ? (element as { operationType?: unknown }).operationType
      : undefined
  return `${list}[${typeof type === "string" ? type : ""}]`
}

const MISSING = "missing"

const STATUS = "HTTP status"

/** The shape of a whole response: its status, and every field of its body. */
export function shapeOf({ status, body }: { readonly status: number; readonly body: unknown }): Shape {
  const shape = new Map<string, Set<string>>([[STATUS, new Set([String(status)])]])
  walk(body, "", "", shape)
  return Object.fromEntries([...shape].map(([field, forms]) => [field, [...forms].sort().join(" or ")]))
}

/**
 * Fields that were added, or that are missing, null, or of another type, form or value. If only one of the two was
 * refused, there are no fields to compare.
 */
export function differences(xpay: Shape, simulator: Shape): readonly Difference[] {
  if (xpay[STATUS] !== simulator[STATUS]) {
    return [{ field: STATUS, xpay: xpay[STATUS] ?? MISSING, simulator: simulator[STATUS] ?? MISSING }]
  }
  const fields = [...new Set([...Object.keys(xpay), ...Object.keys(simulator)])]
  return fields
    .filter((field) => xpay[field] !== simulator[field] && !isBelowDifferent(field, xpay, simulator))
    .map((field) => ({
      field,
      xpay: xpay[field] ?? MISSING,
      simulator: simulator[field] ?? MISSING,
    }))
}

/** If a whole object is missing, its fields are not listed. */
function isBelowDifferent(field: string, xpay: Shape, simulator: Shape): boolean {
  const parents = [...field.matchAll(/[.[]/g)].map(({ index }) => field.slice(0, index))
  return parents.some((parent) => parent !== "" && xpay[parent] !== simulator[parent])
}

function walk(value: unknown, path: string, name: string, shape: Map<string, Set<string>>): void {
  const field = path === "" ? "body" : path
  if (Array.isArray(value)) {
    note(shape, field, value.length === 0 ? "empty list" : "list")
    walkElements(value, path, name, shape)
    return
  }
  if (typeof value === "object" && value !== null) {
    const names = Object.keys(value)
    note(shape, field, names.length === 0 ? "empty object" : "object")
    for (const [inner, one] of Object.entries(value)) {
      walk(one, path === "" ? inner : `${path}.${inner}`, inner, shape)
    }
    return
  }
  note(shape, field, formOf(value, name))
}

/**
 * The elements of a list are described as one; fields that not all of them have are marked, so that this is compared
 * too.
 */
function walkElements(
  list: readonly unknown[],
  path: string,
  name: string,
  shape: Map<string, Set<string>>
): void {
  const shapes = list.map((one) => {
    const own = new Map<string, Set<string>>()
    walk(one, elementPath(path, one), name, own)
    return { kind: elementPath(path, one), own }
  })
  for (const kind of new Set(shapes.map((one) => one.kind))) {
    const alike = shapes.filter((one) => one.kind === kind)
    const fields = new Set(alike.flatMap(({ own }) => [...own.keys()]))
    for (const field of fields) {
      for (const { own } of alike) {
        const forms = own.get(field) ?? (isBelowAbsent(field, own) ? [] : [MISSING])
        for (const form of forms) {
          note(shape, field, form)
        }
      }
    }
  }
}

/** If a whole object is absent or null in an element, its fields do not count as missing. */
function isBelowAbsent(field: string, own: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const [parent] = [...field.matchAll(/[.[]/g)].map(({ index }) => field.slice(0, index)).slice(-1)
  return parent !== undefined && !["object", "list"].some((form) => own.get(parent)?.has(form))
}

function note(shape: Map<string, Set<string>>, field: string, form: string): void {
  shape.set(field, (shape.get(field) ?? new Set()).add(form))
}

const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^$/, "empty text"],
  [/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/, "time with zone"],
  [/^\d{4}-\d{2}-\d{2} [\d:.]+$/, "time without zone"],
  [/^\d{4}-\d{2}-\d{2}$/, "day"],
  [/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "UUID"],
  [/^https?:\/\//, "address"],
  [/^\d+$/, "digits"],
]

function formOf(value: unknown, name: string): string {
  if (value === undefined) {
    return "nothing"
  }
  if (value === null) {
    return "null"
  }
  if (typeof value !== "string") {
    return typeof value
  }
  return WORDS.has(name) ? `"${value}"` : (FORMS.find(([form]) => form.test(value))?.[1] ?? "text")
}
