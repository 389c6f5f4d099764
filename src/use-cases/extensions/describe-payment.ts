import type { MedusaContainer } from "@medusajs/framework/types"
import { z } from "@medusajs/framework/zod"
import { maskCardNumbers } from "../../domain/card-numbers/find-card-numbers"
import type { XPayDescription, XPayPaymentFacts } from "../../engine/terminal/extensions"
import { customerInfoToWire, type Customer } from "../../gateway/wire/customer-info"
import { freeText } from "../../gateway/wire/free-text"
import type { AboutOrder } from "../../gateway/wire/order"
import type { Exemptions } from "../../gateway/wire/payment-session"
import { extensionsOf } from "../engine-for"
import { callExtension } from "./call-extension"

/** What XPay is sent about a payment. */
export interface DescribedPayment {
  readonly about: AboutOrder
  /** Undefined: as the option `exemptions` says. */
  readonly exemptions?: Exemptions | undefined
}

/**
 * What XPay is sent about a payment, changed by the shop's `describe`. Never fails: without an answer that can be used, the
 * payment goes on as the plugin describes it.
 */
export async function describePayment(
  container: MedusaContainer,
  about: AboutOrder,
  providerId: string,
  readFacts: () => Promise<XPayPaymentFacts>
): Promise<DescribedPayment> {
  const extensions = extensionsOf(container, providerId)
  if (extensions.describe === undefined) {
    return { about }
  }
  const otherwise = "The payment goes on as the plugin describes it."
  const called = await callExtension(container, { name: "describe", providerId, otherwise }, async (tools) =>
    change(about, (await extensions.describe?.(await readFacts(), tools)) ?? {})
  )
  return called?.answer ?? { about }
}

/** Whether the customer's facts can be sent is tried: their form has many parts, and nothing of it may fail later. */
const answered = z.strictObject({
  description: z.string().optional(),
  customField: z.string().optional(),
  customer: z
    .custom<Customer>((value) => typeof value === "object" && value !== null && canBeSent(value))
    .optional(),
  challenge: z.enum(["requested", "no_preference"]).optional(),
})

function canBeSent(customer: object): boolean {
  try {
    customerInfoToWire(customer)
    return true
  } catch {
    return false
  }
}

const EXEMPTIONS = { requested: "CHALLENGE_REQUESTED", no_preference: "NO_PREFERENCE" } as const

/** @throws TypeError for an answer that cannot be used */
function change(about: AboutOrder, answer: XPayDescription): DescribedPayment {
  const parsed = answered.safeParse(answer)
  if (!parsed.success) {
    const where = parsed.error.issues.map(({ path }) => (path.length === 0 ? "its form" : path.join(".")))
    throw new TypeError(`its answer cannot be used (${where.join(", ")})`)
  }
  const { description, customField, customer, challenge } = parsed.data
  return {
    about: {
      ...about,
      description: (description === undefined ? undefined : toKept(description)) ?? about.description,
      customField: customField ?? about.customField,
      customer: customer === undefined ? about.customer : { ...about.customer, ...customer },
    },
    exemptions: challenge === undefined ? undefined : EXEMPTIONS[challenge],
  }
}

/** A description is kept with the payment: invisible characters must not hide a card number, nor the cut leave a part of one. */
function toKept(description: string): string | undefined {
  const clean = freeText(description.slice(0, MOST_READ), MOST_READ) ?? ""
  return freeText(maskCardNumbers(clean), LONGEST_DESCRIPTION)
}

const MOST_READ = 4_000
const LONGEST_DESCRIPTION = 255
