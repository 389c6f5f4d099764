import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { ATTEMPT_STATES, type AttemptState } from "../../domain/attempt-state"
import type { IncidentFilters } from "../../modules/xpay/incidents"
import type { Page, PaymentFilters } from "../../modules/xpay/journal/payment-search"

const MOST_ROWS = 100

const text = z.string().max(255).optional()
const time = z.iso.datetime({ offset: true }).or(z.iso.date()).optional()
const amount = z.coerce.number().min(0).optional()
const paging = {
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(20),
  offset: z.coerce.number().int().min(0).default(0),
}

/** `a,b` in the address, or the same parameter several times. */
const listOf = <T extends string>(members: readonly [T, ...T[]]) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((value) => [value].flat().flatMap((one) => one.split(",")))
    .pipe(z.array(z.enum(members)).min(1))
    .optional()

const paymentQuery = z.object({
  q: text,
  state: listOf(Object.keys(ATTEMPT_STATES) as [AttemptState, ...AttemptState[]]),
  way: listOf(["card", "moto", "hosted", "link", "mit"]),
  created_from: time,
  created_to: time,
  amount_min: amount,
  amount_max: amount,
  order_id: text,
  order: z.enum(["created_at", "-created_at"]).default("-created_at"),
  ...paging,
})

/** @throws MedusaError INVALID_DATA naming the parameter. */
export function readPaymentQuery(query: unknown): { filters: PaymentFilters; page: Page } {
  const { q, state, way, limit, offset, order, ...rest } = parse(paymentQuery, query)
  return {
    filters: {
      text: q,
      states: state,
      ways: way,
      createdFrom: toDate(rest.created_from),
      createdTo: toDate(rest.created_to),
      amountMin: rest.amount_min,
      amountMax: rest.amount_max,
      orderId: rest.order_id,
    },
    page: { limit, offset, isNewestFirst: order === "-created_at" },
  }
}

const incidentQuery = z.object({
  resolved: z.enum(["true", "false"]).optional(),
  order_id: text,
  ...paging,
})

/** @throws MedusaError INVALID_DATA naming the parameter. */
export function readIncidentQuery(query: unknown): {
  filters: IncidentFilters
  page: { limit: number; offset: number }
} {
  const { resolved, order_id: orderId, limit, offset } = parse(incidentQuery, query)
  const isResolved = resolved === undefined ? undefined : resolved === "true"
  return { filters: { isResolved, orderId }, page: { limit, offset } }
}

function parse<S extends z.ZodType>(schema: S, query: unknown): z.output<S> {
  const parsed = schema.safeParse(query)
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`)
    throw new MedusaError(MedusaError.Types.INVALID_DATA, `The query does not fit. ${issues.join("; ")}`)
  }
  return parsed.data
}

function toDate(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text)
}
