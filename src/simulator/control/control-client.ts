import { type ClockState } from "../time/simulated-clock"
import { type Fault, type NewFault } from "../faults/fault-rules"
import { type OutcomeRule } from "../ledger/outcome-rules"
import { type NotificationRecord } from "../notifications/notifier"
import { type SwitchChanges, type Switches } from "../switches"
import { type CallRecord } from "./call-log"
import { type ClockChange, type Forgery, type NewOutcome, type OfficeAction } from "./control-requests"
import { type Overturning, type PlanInput, type Conclusion } from "./control-requests"
import { type BuildDump, type LedgerDump, type OperationDump, type OrderDump } from "./ledger-dump"

/** Filter for the call log. */
export interface CallFilter {
  readonly method?: "GET" | "POST"
  /** Below the API's base path, with `*` for anything but a slash. */
  readonly path?: string
  readonly terminal?: string
}

/** Drives a running simulator over its control API, from the same process or another. Rejects on any error. */
export class SimulatorControl {
  constructor(private readonly url: string) {}

  /** Clears everything; switches and clock return to their start values. */
  async reset(): Promise<void> {
    await this.send("POST", "/reset")
  }

  /** All orders, contracts and live holds. Amounts are minor units. */
  ledger(): Promise<LedgerDump> {
    return this.send("GET", "/ledger")
  }

  order(orderId: string): Promise<OrderDump> {
    return this.send("GET", `/ledger/${encodeURIComponent(orderId)}`)
  }

  /** The API calls received, oldest first. */
  async calls(filter: CallFilter = {}): Promise<readonly CallRecord[]> {
    const query = new URLSearchParams({ ...filter }).toString()
    const { calls } = await this.send<{ calls: CallRecord[] }>("GET", `/calls?${query}`)
    return calls
  }

  async clearCalls(): Promise<void> {
    await this.send("DELETE", "/calls")
  }

  async switches(): Promise<Switches> {
    return (await this.send<{ switches: Switches }>("GET", "/switches")).switches
  }

  async setSwitches(changes: SwitchChanges): Promise<Switches> {
    return (await this.send<{ switches: Switches }>("PATCH", "/switches", changes)).switches
  }

  clock(): Promise<ClockState> {
    return this.send("GET", "/clock")
  }

  changeClock(change: ClockChange): Promise<ClockState> {
    return this.send("PATCH", "/clock", change)
  }

  /** Advances the simulated time, in milliseconds. */
  advanceClock(ms: number): Promise<ClockState> {
    return this.changeClock({ advanceMs: ms })
  }

  addFault(fault: NewFault): Promise<Fault> {
    return this.send("POST", "/faults", fault)
  }

  async faults(): Promise<readonly Fault[]> {
    return (await this.send<{ faults: Fault[] }>("GET", "/faults")).faults
  }

  async removeFault(id: string): Promise<void> {
    await this.send("DELETE", `/faults/${id}`)
  }

  async clearFaults(): Promise<void> {
    await this.send("DELETE", "/faults")
  }

  /** Sets the result of a card, or of the next call. The card number is not kept. */
  addOutcome(outcome: NewOutcome): Promise<Omit<OutcomeRule, "cardId">> {
    return this.send("POST", "/outcomes", outcome)
  }

  async clearOutcomes(): Promise<void> {
    await this.send("DELETE", "/outcomes")
  }

  /** Captures, refunds, voids or cancels as the merchant would in the XPay back office. */
  actInOffice(action: OfficeAction): Promise<OperationDump> {
    return this.send("POST", "/office", action)
  }

  /** Ends a pending operation, successfully unless a result is given. */
  conclude(conclusion: Conclusion): Promise<OperationDump> {
    return this.send("POST", "/conclude", conclusion)
  }

  /** Build sessions (card fields in shops' pages), oldest first. */
  async buildSessions(): Promise<readonly BuildDump[]> {
    return (await this.send<{ sessions: BuildDump[] }>("GET", "/build")).sessions
  }

  /** Expires the Build session of an order now. */
  expireBuild(orderId: string): Promise<BuildDump> {
    return this.send("POST", `/build/${encodeURIComponent(orderId)}/expire`)
  }

  /** Makes the last capture, refund or void of an order, or the named one, fail after XPay has accepted it. */
  overturn(overturning: Overturning): Promise<OperationDump> {
    return this.send("POST", "/overturn", overturning)
  }

  async notifications(orderId?: string): Promise<readonly NotificationRecord[]> {
    const query = orderId === undefined ? "" : `?orderId=${encodeURIComponent(orderId)}`
    return (await this.send<{ notifications: NotificationRecord[] }>("GET", `/notifications${query}`))
      .notifications
  }

  resendNotification(eventId: string): Promise<NotificationRecord> {
    return this.send("POST", `/notifications/${eventId}/resend`)
  }

  forgeNotification(forgery: Forgery): Promise<NotificationRecord> {
    return this.send("POST", "/notifications/forge", forgery)
  }

  /** Sets when the notifications of one order are sent; null returns to the switches. */
  async planNotifications(orderId: string, plan: PlanInput | null): Promise<void> {
    const path = `/orders/${encodeURIComponent(orderId)}/notification-plan`
    await (plan === null ? this.send("DELETE", path) : this.send("PUT", path, plan))
  }

  private async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/_control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (response.ok) return answer as T
    const reason =
      typeof answer === "object" && answer !== null && "error" in answer ? String(answer.error) : ""
    throw new Error(`Simulator control ${method} ${path}: HTTP ${response.status} ${reason}`)
  }
}
