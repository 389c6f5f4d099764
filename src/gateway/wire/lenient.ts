import { z } from "@medusajs/framework/zod"

/*
 * XPay fills what it has not got with null, with "" or not at all (init does the first, payment the last), and sends
 * numbers as text or as JSON numbers. So a schema names only what an answer cannot do without; the rest of a loose
 * object is read leniently by these functions: what cannot be read was not said.
 */

/** A text, or a whole number as text; anything else, and blank text, was not said. */
export function readText(value: unknown): string | undefined {
  if (typeof value === "string") {
    const trimmed = value.trim()
    return trimmed === "" ? undefined : trimmed
  }
  // A larger number would have lost digits in JSON.parse.
  return typeof value === "number" && Number.isSafeInteger(value) ? String(value) : undefined
}

/** {@link readText}, of an id. @param as whose it is */
export function readId<Id extends string>(value: unknown, as: (text: string) => Id): Id | undefined {
  const text = readText(value)
  return text === undefined ? undefined : as(text)
}

/** Digits in minor units, without leading zeros; XPay sends text, some of its editions JSON integers. */
export function readAmount(value: unknown): string | undefined {
  const digits = readText(value)
  return digits !== undefined && /^\d{1,18}$/.test(digits) ? digits.replace(/^0+(?=\d)/, "") : undefined
}

/** An http or https address; never `javascript:` or the like, because browsers are sent there. */
export function readWebAddress(value: unknown): string | undefined {
  const address = readText(value)
  return address !== undefined && /^https?:\/\/[^\s/]/i.test(address) ? address : undefined
}

/** A yes; everything else is a no. */
export function readFlag(value: unknown): boolean {
  return value === true || value === "true"
}

/** An object's fields; none in anything that is no object. */
export function readFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}
}

/** The readable elements of a list; none in anything that is no list. */
export function readEach<T>(item: z.ZodType<T>, list: unknown): T[] {
  if (!Array.isArray(list)) {
    return []
  }
  return list.flatMap((element) => {
    const read = item.safeParse(element)
    return read.success ? [read.data] : []
  })
}

/** A text that must be there. */
export const requiredText = z.unknown().transform(readText).pipe(z.string())

/** An http or https address that must be there. */
export const requiredWebAddress = z.unknown().transform(readWebAddress).pipe(z.string())

/** A list whose every element counts: null or missing is empty, one unreadable element spoils the answer. */
export function everyOf<T>(item: z.ZodType<T>): z.ZodType<T[]> {
  return z
    .array(item)
    .nullish()
    .transform((list) => list ?? [])
}
