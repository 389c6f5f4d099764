import { z } from "@medusajs/framework/zod"
import { ATTEMPT_STATES, type ListedState } from "../../domain/attempt-state"
import { CHANNELS, type Channel } from "../../domain/channels"
import type { IncidentFilters } from "../../modules/xpay/incidents"
import type { Page, PaymentFilters } from "../../modules/xpay/journal/payment-search"
import { PaymentRefusal } from "../../use-cases/refusal"

const MOST_ROWS = 100

/** Rows further back are found by filtering on time. */
const MOST_SKIPPED = 10_000

const text = z.string().max(255).optional()
const time = z.iso.datetime({ offset: true }).or(z.iso.date()).optional()
const amount = z.coerce.number().min(0).optional()
const paging = {
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(20),
  offset: z.coerce.number().int().min(0).max(MOST_SKIPPED).default(0),
}

/** More than there are states. */
const MOST_ITEMS = 20
const items = z.string().max(400)

/** `a,b`, or the same parameter several times. Its length is limited before it is split. */
const list = z
  .union([items, z.array(items).max(MOST_ITEMS)], `at most ${MOST_ITEMS} words, with commas between them`)
  .transform((value) => [value].flat().flatMap((one) => one.split(",", MOST_ITEMS + 1)))
  .pipe(z.array(z.string()).max(MOST_ITEMS))

const listOf = <T extends string>(members: readonly [T, ...T[]]) =>
  list.pipe(z.array(z.enum(members)).min(1)).optional()

/** XPay's values, in capitals. */
const words = list
  .pipe(
    z
      .array(
        z
          .string()
          .regex(/^[A-Za-z][A-Za-z_ ]*$/)
          .toUpperCase()
      )
      .min(1)
  )
  .optional()

const paymentQuery = z.object({
  q: text,
  state: listOf(["partially_captured", ...(Object.keys(ATTEMPT_STATES) as ListedState[])]),
  channel: listOf(Object.keys(CHANNELS) as [Channel, ...Channel[]]),
  card_circuit: words,
  card_country: words,
  card_type: words,
  created_from: time,
  created_to: time,
  amount_min: amount,
  amount_max: amount,
  order_id: z.string().max(255).brand<"OrderId">().optional(),
  to_capture: z.literal("true").optional(),
  for_review: z.literal("true").optional(),
  order: z.enum(["created_at", "-created_at", "deadline_at"]).default("-created_at"),
  ...paging,
})

const ORDERS = { "-created_at": "newest", created_at: "oldest", deadline_at: "deadline" } as const

/** @throws PaymentRefusal naming the parameter. */
export function readPaymentQuery(query: unknown): { filters: PaymentFilters; page: Page } {
  const { q, state, channel, limit, offset, order, ...rest } = parse(paymentQuery, query)
  return {
    filters: {
      text: q,
      states: state,
      channels: channel,
      circuits: rest.card_circuit,
      cardCountries: rest.card_country,
      cardTypes: rest.card_type,
      createdFrom: toDate(rest.created_from),
      createdTo: toDate(rest.created_to),
      amountMin: rest.amount_min,
      amountMax: rest.amount_max,
      orderId: rest.order_id,
      isToCapture: rest.to_capture === "true",
      isForReview: rest.for_review === "true",
    },
    page: { limit, offset, order: ORDERS[order] },
  }
}

const incidentQuery = z.object({
  resolved: z.enum(["true", "false"]).optional(),
  order_id: z.string().max(255).brand<"OrderId">().optional(),
  ...paging,
})

/** @throws PaymentRefusal naming the parameter. */
export function readIncidentQuery(query: unknown): {
  filters: IncidentFilters
  page: { limit: number; offset: number }
} {
  const { resolved, order_id: orderId, limit, offset } = parse(incidentQuery, query)
  const isResolved = resolved === undefined ? undefined : resolved === "true"
  return { filters: { isResolved, orderId }, page: { limit, offset } }
}

/** The number of problems reported for an invalid query. */
const MOST_ISSUES = 3

function parse<S extends z.ZodType>(schema: S, query: unknown): z.output<S> {
  const parsed = schema.safeParse(query)
  if (!parsed.success) {
    const issues = parsed.error.issues
      .slice(0, MOST_ISSUES)
      .map(({ path, message }) => `${path.join(".")}: ${message}`)
    throw new PaymentRefusal("invalid_query", `The query does not fit. ${issues.join("; ")}`)
  }
  return parsed.data
}

function toDate(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text)
}
