import { z } from "@medusajs/framework/zod"

/*
 * XPay sends null, "" or nothing for a missing value (init sends null, payment leaves it out), and sends
 * numbers as text or as JSON numbers. So a schema names only the fields that a response must have; these
 * functions read the rest of a loose object leniently: an unreadable value counts as absent.
 */

/** A text, or a whole number as text; anything else, and blank text, counts as absent. */
export function readText(value: unknown): string | undefined {
  if (typeof value === "string") {
    const trimmed = value.trim()
    return trimmed === "" ? undefined : trimmed
  }
  // A larger number would have lost digits in JSON.parse.
  return typeof value === "number" && Number.isSafeInteger(value) ? String(value) : undefined
}

/** {@link readText}, for an id. @param as converts the text to the branded id */
export function readId<Id extends string>(value: unknown, as: (text: string) => Id): Id | undefined {
  const text = readText(value)
  return text === undefined ? undefined : as(text)
}

/** Digits in minor units, without leading zeros; XPay sends text, and some of its editions JSON integers. */
export function readAmount(value: unknown): string | undefined {
  const digits = readText(value)
  return digits !== undefined && /^\d{1,18}$/.test(digits) ? digits.replace(/^0+(?=\d)/, "") : undefined
}

/** An http or https URL; never `javascript:` or similar, because browsers are sent there. */
export function readWebAddress(value: unknown): string | undefined {
  const address = readText(value)
  return address !== undefined && /^https?:\/\/[^\s/]/i.test(address) ? address : undefined
}

/** True for true; false for everything else. */
export function readFlag(value: unknown): boolean {
  return value === true || value === "true"
}

/** An object's fields; empty if the value is not an object. */
export function readFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}
}

/** The readable elements of a list; empty if the value is not a list. */
export function readEach<T>(item: z.ZodType<T>, list: unknown): T[] {
  if (!Array.isArray(list)) {
    return []
  }
  return list.flatMap((element) => {
    const read = item.safeParse(element)
    return read.success ? [read.data] : []
  })
}

/** A required text. */
export const requiredText = z.unknown().transform(readText).pipe(z.string())

/** A required http or https URL. */
export const requiredWebAddress = z.unknown().transform(readWebAddress).pipe(z.string())

/**
 * A list in which every element counts: null or missing is empty; one unreadable element invalidates the
 * response.
 */
export function everyOf<T>(item: z.ZodType<T>): z.ZodType<T[]> {
  return z
    .array(item)
    .nullish()
    .transform((list) => list ?? [])
}
