import { type CardFacts } from "../cards/card-facts"
import { type HostedOrder } from "../hosted/attempt"
import { type Operation } from "../ledger/operation"
import { type World } from "../world"

/** Where the flow of a Build session stands. */
export const buildFlowStates = [
  "PAYMENT_METHOD_SELECTION",
  "CARD_DATA_COLLECTION",
  "READY_FOR_PAYMENT",
  "REDIRECTED_TO_EXTERNAL_DOMAIN",
  "PAYMENT_COMPLETE",
] as const

export type BuildFlowState = (typeof buildFlowStates)[number]

/** Card fields in a shop's page. */
export interface BuildSession {
  /** As clients send it back: decoded. */
  readonly sessionId: string
  readonly terminal: string
  readonly order: HostedOrder
  /** The only origin that the frames talk to. */
  readonly merchantOrigin: string
  readonly openedAt: number
  readonly isChallengeRequested: boolean
  state: BuildFlowState
  /** What is known of the card once it was confirmed; never its number. */
  card: CardFacts | null
  /** The payment, or what is shown in its place after a cancellation. */
  operation: Operation | null
  /** Where the payer is sent. */
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

  /** A session that is not over. */
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

  /** Also a session whose payment is complete: then the order alone can be asked. */
  isOver({ openedAt, isForcedToExpire }: BuildSession): boolean {
    const { clock, switches } = this.world
    return isForcedToExpire || clock.now() >= openedAt + switches.buildSessionMinutes * minuteMs
  }

  clear(): void {
    this.sessions.clear()
  }
}
