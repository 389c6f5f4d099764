import { dropBadAddresses } from "../ledger/customer-info"
import { type HostedSession, type Order, type OrderOrigin } from "../ledger/order"
import { Refusal, refuse, refuseSomehow } from "../refusal"
import { isCalendarDate, romeDate } from "../time/italian-time"
import { type World } from "../world"
import { type ApiCall } from "./api-call"
import { type OrderInput } from "./schemas/order-schema"

/** Refuses an order that cannot be created, before anything happens. */
export function requireAcceptableOrder(
  { world, terminal }: Pick<ApiCall, "world" | "terminal">,
  order: OrderInput
): void {
  if (world.switches.foreignCurrency === "refused" && !terminal.currencies.includes(order.currency)) {
    // The text was observed on the wire, the code was not.
    const description = "Currency from request is not supported by terminal"
    throw new Refusal(400, [{ code: "PS0009", description }], true)
  }
  if (order.orderId.length > world.switches.orderIdMaxLength) refuseSomehow("PS0026", "order.orderId")
  requireInstallments(world, order)
  world.ledger.requireUnusedOrderId(order.orderId)
}

/** Opens an order for a payment. Rejected customer addresses become warnings. */
export function openOrder(
  { world, terminal }: ApiCall,
  input: OrderInput,
  origin: OrderOrigin,
  hosted: HostedSession | null = null
): Order {
  const { orderId, amount, currency, customerInfo, ...particulars } = input
  const customer = customerInfo ? dropBadAddresses(customerInfo) : { customerInfo: null, warnings: [] }
  return world.ledger.open({
    orderId,
    terminal: terminal.alias,
    amount,
    currency,
    customerId: input.customerId ?? null,
    customField: input.customField ?? null,
    particulars: asSent(particulars),
    customerInfo: customer.customerInfo,
    warnings: customer.warnings,
    origin,
    hosted,
  })
}

/** Reads return the order with amounts as strings, as every response does. */
function asSent(particulars: Partial<OrderInput>): Readonly<Record<string, unknown>> {
  const { installments, ...rest } = particulars
  if (!installments) return rest
  return { ...rest, installments: installments.map((part) => ({ ...part, amount: String(part.amount) })) }
}

function requireInstallments(world: World, { amount, installments = [] }: OrderInput): void {
  if (installments.reduce((total, part) => total + part.amount, 0) > amount)
    refuse("PS0005", "order.installments")
  const today = romeDate(world.clock.now())
  const isBad = (date: string): boolean => !isCalendarDate(date) || date < today
  if (installments.some(({ date }) => isBad(date))) refuse("PS0006", "order.installments")
}
