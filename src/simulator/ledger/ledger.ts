import { refuse } from "../refusal"
import { romeDayOfYear } from "../time/italian-time"
import { type SimulatedClock } from "../time/simulated-clock"
import { type RandomSource } from "../random-source"
import { type Operation, type OperationResult, type OperationType } from "./operation"
import { type Order } from "./order"

/** The caller's values for a new operation; the rest have defaults. */
export type NewOperation = Partial<
  Omit<Operation, "id" | "orderId" | "terminal" | "currency" | "changes">
> & {
  readonly type: OperationType
  readonly result: OperationResult
  readonly amount: number
}

/** All orders and operations, by id. */
export class Ledger {
  private readonly orders = new Map<string, Order>()
  private readonly operations = new Map<string, Operation>()

  constructor(
    private readonly clock: SimulatedClock,
    private readonly random: RandomSource
  ) {}

  /** Orders of all terminals, oldest first. */
  all(): readonly Order[] {
    return [...this.orders.values()]
  }

  find(orderId: string): Order | undefined {
    return this.orders.get(orderId)
  }

  findOperation(operationId: string): Operation | undefined {
    return this.operations.get(operationId)
  }

  orderOf(operation: Operation): Order {
    const order = this.orders.get(operation.orderId)
    if (!order) throw new Error(`Operation ${operation.id} belongs to no order`)
    return order
  }

  rootOf(operation: Operation): Operation {
    return this.operations.get(operation.rootId) ?? operation
  }

  /** An order id is unique in the merchant's domain, here all terminals of the simulator. */
  requireUnusedOrderId(orderId: string): void {
    if (this.orders.has(orderId)) refuse("GW0024")
  }

  open(order: Omit<Order, "operations" | "createdAt">): Order {
    const opened: Order = { ...order, createdAt: this.clock.now(), operations: [] }
    this.orders.set(opened.orderId, opened)
    return opened
  }

  /** Removes an order without a payment attempt, so that its id can be used again. */
  withdraw(orderId: string): void {
    this.orders.delete(orderId)
  }

  /** Records a payment. Its id is 14 random digits, the day of the year and a 9, as in every sandbox sample. */
  recordPayment(order: Order, given: NewOperation): Operation {
    const id = this.paymentId()
    return this.record(order, id, { endToEndId: id, rootId: id, ...given })
  }

  /** Records a capture, refund, void or cancel of `target`. Its id is a UUID. */
  recordPostOperation(target: Operation, given: NewOperation): Operation {
    return this.record(this.orderOf(target), this.random.uuid(), {
      channel: "BACKOFFICE",
      method: target.method,
      card: target.card,
      endToEndId: target.endToEndId,
      rootId: target.rootId,
      targetId: target.id,
      ...given,
    })
  }

  change(operation: Operation, result: OperationResult): void {
    operation.changes.push({ at: this.clock.now(), result })
  }

  /** 18 digits, the last four derived from the day; also the format of the hosted page's `paymentid`. */
  paymentId(): string {
    return `${this.random.digits(14)}${String(romeDayOfYear(this.clock.now())).padStart(3, "0")}9`
  }

  clear(): void {
    this.orders.clear()
    this.operations.clear()
  }

  private record(
    order: Order,
    id: string,
    given: Omit<NewOperation, "endToEndId" | "rootId"> & RootIds
  ): Operation {
    const { result, ...facts } = given
    const operation: Operation = {
      channel: "ECOMMERCE",
      method: null,
      card: null,
      targetId: null,
      cancelledOperationId: null,
      customerInfo: order.customerInfo,
      warnings: order.warnings,
      paymentLinkId: null,
      description: null,
      isFromPortal: false,
      isHosted: false,
      isHidden: false,
      holdDays: 0,
      holdDaysAre: "calendar-days",
      isFinalCapture: false,
      showsAuthorized: false,
      veil: null,
      approval: null,
      declineCode: null,
      ...facts,
      id,
      orderId: order.orderId,
      terminal: order.terminal,
      currency: order.currency,
      changes: [{ at: this.clock.now(), result }],
    }
    order.operations.push(operation)
    this.operations.set(id, operation)
    return operation
  }
}

interface RootIds {
  readonly endToEndId: string
  readonly rootId: string
}
