import { type Contract } from "../ledger/contract"
import { type HostedSession, type Order } from "../ledger/order"
import { type PaymentMethod } from "../reference/payment-methods"
import { type Terminal } from "../simulator-options"
import { type World } from "../world"

/** A payment method as the hosted page lists it: all card circuits count as one. */
export interface OfferedMethod {
  /** `CARDS`, or the service of an alternative method. */
  readonly service: string
  readonly name: string
  /** Possible circuits of a card, or the method itself. */
  readonly methods: readonly PaymentMethod[]
}

type Wish = Pick<HostedSession, "amount" | "actionType" | "recurrence" | "paymentService">

/** The terminal's methods that can take this payment; only the chosen one if `paymentService` is given. */
export function offeredMethods(terminal: Terminal, order: Order, wish: Wish): OfferedMethod[] {
  const suited = terminal.methods.filter(
    (method) =>
      (wish.paymentService === null || wish.paymentService === method.service) &&
      canCharge(method, order.currency, wish.amount) &&
      canPromise(method, wish) &&
      (method.billingCountry === null ||
        order.customerInfo?.billingAddress?.country === method.billingCountry)
  )
  const services = [...new Set(suited.map(({ service }) => service))]
  return services.map((service) => {
    const methods = suited.filter((method) => method.service === service)
    return { service, methods, name: service === "CARDS" ? "CARDS" : (methods[0]?.name ?? service) }
  })
}

/** The stored card to charge, if the shop requested one. */
export function contractToUse(
  world: World,
  order: Order,
  wish: Pick<Wish, "recurrence">
): Contract | undefined {
  const { recurrence } = wish
  if (recurrence?.action !== "SUBSEQUENT_PAYMENT" || !recurrence.contractId) return undefined
  const contract = world.contracts.find(order.terminal, recurrence.contractId)
  return contract?.isActive ? contract : undefined
}

/** Whether a method supports the session's request: a later capture, a verification without charge, a contract. */
export function canPromise(method: PaymentMethod, { actionType, recurrence }: Wish): boolean {
  if (actionType === "PREAUTH" && method.preauthDays === 0) return false
  if (actionType === "VERIFY" && !method.hasExplicitCapture) return false
  if (recurrence === null || recurrence.action === "NO_RECURRING") return true
  if (recurrence.action === "CONTRACT_CREATION" && recurrence.contractType !== "CIT")
    return method.isRecurring
  return method.kind === "CARD" || (recurrence.action === "CONTRACT_CREATION" && method.isOneClick)
}

function canCharge(method: PaymentMethod, currency: string, amount: number): boolean {
  return (
    (!method.isEuroOnly || currency === "EUR") &&
    (method.minAmount === null || amount >= method.minAmount) &&
    (method.maxAmount === null || amount <= method.maxAmount)
  )
}
