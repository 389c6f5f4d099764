import { providerIdOf } from "../../medusa/provider-ids"
import type { MedusaContainer } from "@medusajs/framework/types"
import { findOne } from "../../medusa/graph"
import type { OrderId } from "../../domain/ids"
import { isXPayCurrency } from "../../domain/currencies"
import { staffText } from "../../texts/staff-messages"
import { toLocale, type Locale } from "../../domain/locale"
import type { Engine } from "../../engine/engine"
import { requireDue } from "../orders/require-due"
import { allEngines, journalOf } from "../engine-for"
import { orderLabels } from "./views/labels"
import { listIncidents, type IncidentView } from "./views/incidents"
import { outstandingOf } from "../orders/outstanding"
import { paymentDetail, type PaymentDetail } from "./views/payment-detail"
import { customerChannels } from "./messages"
import { toNumber } from "./views/payment-row"
import { PaymentRefusal } from "../refusal"
import { objectToMotoPayments } from "./take-moto-payment"

/** A terminal that staff can use. */
export interface PanelTerminal {
  readonly provider_id: string
  readonly name: string
  /** The shop's default. */
  readonly capture: "manual" | "automatic"
  /** False: the terminal always captures at once. */
  readonly can_hold: boolean
}

/** What staff can do for an order or a draft order. Amounts in major units. */
export interface OrderPanel {
  readonly order_id: string
  readonly is_draft: boolean
  /** Lower case. */
  readonly currency_code: string
  /**
   * The amount that XPay could still take: due, less what is held or captured already; 0 in a currency that XPay does
   * not support.
   */
  readonly outstanding: number
  readonly email: string | null
  /** The customer's phone number, as entered. */
  readonly phone: string | null
  readonly moto: {
    readonly allowed: boolean
    /** Why not, as text; null if no terminal supports it. */
    readonly reason: string | null
    readonly terminals: readonly PanelTerminal[]
  }
  readonly link: OrderPanel["moto"]
  /** The channels, such as `email`, through which the shop can reach the customer. */
  readonly channels: readonly string[]
  /** Newest first; links are payments too. */
  readonly payments: readonly PaymentDetail[]
  /** Open incidents. */
  readonly incidents: readonly IncidentView[]
}

/** The signed-in user. */
interface Viewer {
  readonly id: string
  readonly email: string | undefined
}

/** More incidents than anyone reads for one order. */
const MOST_INCIDENTS = 20

/**
 * The XPay payments of an order or a draft order, and the actions open to the clerk.
 *
 * @throws PaymentRefusal for an unknown order
 */
export async function orderPanel(
  container: MedusaContainer,
  orderId: OrderId,
  viewer: Viewer,
  language: string | undefined
): Promise<OrderPanel> {
  const locale = toLocale(language)
  const order = await findOrder(container, orderId, locale)
  const [attempts, { incidents }, due, label] = await Promise.all([
    journalOf(container).listForOrder(orderId),
    listIncidents(container, { isResolved: false, orderId }, { limit: MOST_INCIDENTS, offset: 0 }, language),
    findDue(container, order, locale),
    orderLabels(container, [orderId]).then((labels) => labels.get(orderId)),
  ])
  const payments = await Promise.all(
    [...attempts].reverse().map(async (attempt) => await paymentDetail(container, attempt, language))
  )
  const [motoEngines, links] = isXPayCurrency(order.currency_code.toUpperCase())
    ? [motoTerminals(container), allEngines(container)]
    : [[], []]
  return {
    order_id: order.id,
    is_draft: order.is_draft_order,
    currency_code: order.currency_code,
    outstanding: due.amount,
    email: order.email,
    phone: label?.phone ?? null,
    moto: availability(
      "moto",
      motoEngines,
      due.objection ?? objectToViewer(motoEngines, viewer, locale),
      (engine) => objectToMotoPayments(engine, viewer) === undefined
    ),
    link: availability("link", links, due.objection),
    channels: customerChannels(container),
    payments,
    incidents,
  }
}

interface OrderRow {
  readonly id: OrderId
  readonly currency_code: string
  readonly is_draft_order: boolean
  readonly email: string | null
}

async function findOrder(container: MedusaContainer, id: OrderId, locale: Locale): Promise<OrderRow> {
  const order = await findOne<OrderRow>(container, {
    entity: "order",
    fields: ["id", "currency_code", "is_draft_order", "email"],
    filters: { id },
  })
  if (order === undefined) {
    throw new PaymentRefusal("order_not_found", staffText("order_not_found", locale))
  }
  return order
}

/** What is outstanding, and what conflicts with paying it now: the same rule as for the payment itself. */
async function findDue(
  container: MedusaContainer,
  { id, currency_code: currency }: OrderRow,
  locale: Locale
): Promise<{ amount: number; objection?: string }> {
  if (!isXPayCurrency(currency.toUpperCase())) {
    return { amount: 0 }
  }
  const outstanding = await outstandingOf(container, id)
  const amount = outstanding === undefined ? 0 : toNumber(outstanding.amount)
  try {
    await requireDue(container, id, amount, locale)
    return { amount }
  } catch (error) {
    if (!(error instanceof PaymentRefusal)) {
      throw error
    }
    return { amount, objection: error.message }
  }
}

type StaffEngine = ReturnType<typeof allEngines>[number]

function motoTerminals(container: MedusaContainer): StaffEngine[] {
  return allEngines(container).filter(({ engine }) => engine.terminal.settings.moto.enabled)
}

/** Why this user may not key a card on any of the terminals. */
function objectToViewer(
  terminals: readonly StaffEngine[],
  viewer: Viewer,
  locale: Locale
): string | undefined {
  const objections = terminals.map(({ engine }) => objectToMotoPayments(engine, viewer))
  const [first] = objections
  return first === undefined || objections.includes(undefined) ? undefined : staffText(first, locale)
}

function availability(
  method: "moto" | "link",
  terminals: readonly StaffEngine[],
  objection: string | undefined,
  mayUse: (engine: Engine) => boolean = () => true
): OrderPanel["moto"] {
  const usable = terminals.filter(({ engine }) => mayUse(engine))
  return {
    allowed: usable.length > 0 && objection === undefined,
    reason: terminals.length === 0 ? null : (objection ?? null),
    terminals: (usable.length > 0 ? usable : terminals).map(({ id, engine }) => ({
      provider_id: providerIdOf(method, id),
      name: id === "" ? "XPay" : id,
      capture: engine.terminal.settings.capture,
      can_hold: engine.terminal.settings.accounting === "explicit",
    })),
  }
}
