import { type CardFacts } from "../cards/card-facts"
import { type HostedOrder } from "../hosted/attempt"
import { type Operation } from "../ledger/operation"
import { type World } from "../world"

/** Flow states of a Build session. */
export const buildFlowStates = [
  "PAYMENT_METHOD_SELECTION",
  "CARD_DATA_COLLECTION",
  "READY_FOR_PAYMENT",
  "REDIRECTED_TO_EXTERNAL_DOMAIN",
  "PAYMENT_COMPLETE",
] as const

export type BuildFlowState = (typeof buildFlowStates)[number]

/** A session of card fields in a shop's page. */
export interface BuildSession {
  /** Decoded, as clients send it back. */
  readonly sessionId: string
  readonly terminal: string
  readonly order: HostedOrder
  /** The only origin that the frames communicate with. */
  readonly merchantOrigin: string
  readonly openedAt: number
  readonly isChallengeRequested: boolean
  state: BuildFlowState
  /** Card facts, once the card was confirmed; never the number. */
  card: CardFacts | null
  /** The payment, or the operation that stands for it after a cancellation. */
  operation: Operation | null
  /** Where the payer is redirected. */
  url: string | null
  isForcedToExpire: boolean
}

const minuteMs = 60_000

/** All Build sessions. */
export class BuildSessions {
  private readonly sessions = new Map<string, BuildSession>()

  constructor(private readonly world: World) {}

  /** Oldest first. */
  all(): readonly BuildSession[] {
    return [...this.sessions.values()]
  }

  newId(): string {
    const { switches, random } = this.world
    return switches.buildSessionId === "uuid" ? random.uuid() : random.base64(16)
  }

  add(session: BuildSession): BuildSession {
    this.sessions.set(session.sessionId, session)
    return session
  }

  /** The session, if it is not over. */
  findAlive(sessionId: unknown): BuildSession | undefined {
    const session = typeof sessionId === "string" ? this.sessions.get(sessionId) : undefined
    return session && !this.isOver(session) ? session : undefined
  }

  find(sessionId: unknown): BuildSession | undefined {
    return typeof sessionId === "string" ? this.sessions.get(sessionId) : undefined
  }

  ofOrder(orderId: string): BuildSession | undefined {
    return this.all()
      .filter(({ order }) => order.orderId === orderId)
      .at(-1)
  }

  /** Also true for a session whose payment is complete: then only the order can be queried. */
  isOver({ openedAt, isForcedToExpire }: BuildSession): boolean {
    const { clock, switches } = this.world
    return isForcedToExpire || clock.now() >= openedAt + switches.buildSessionMinutes * minuteMs
  }

  clear(): void {
    this.sessions.clear()
  }
}
