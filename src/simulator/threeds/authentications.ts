import { type CardFacts } from "../cards/card-facts"
import { type Operation } from "../ledger/operation"
import { type Recurrence } from "../ledger/contract"
import { type RandomSource } from "../random-source"

/** Where the payer is with the issuer's page. */
export type ChallengeState = "awaited" | "open" | "succeeded" | "failed" | "abandoned"

/** What a successful authentication hands to the merchant. */
export interface AuthenticationProof {
  readonly authenticationValue: string
  readonly eci: string
  readonly xid: string
}

/** A server-to-server payment between its init and its payment call. */
export interface Authentication {
  readonly operationId: string
  readonly steps: "3steps" | "2steps" | "build"
  readonly card: CardFacts
  readonly recurrence: Recurrence | null
  readonly isVerification: boolean
  /** 3-D Secure was skipped at init: nothing needs to be sent with the payment. */
  readonly isFrictionless: boolean
  /** The issuer asks nobody: whoever opens its page is sent back at once. */
  readonly isPassedThrough: boolean
  readonly proof: AuthenticationProof
  /** The issuer page's own, unguessable name for this challenge. */
  readonly challengeId: string
  state: ChallengeState
  returnUrl: string | null
  /** What the return to the shop carried; null until the payer has answered. */
  paRes: string | null
}

type NewAuthentication = Pick<
  Authentication,
  "steps" | "card" | "recurrence" | "isVerification" | "isFrictionless" | "isPassedThrough"
>

/** The challenges of all server-to-server payments. */
export class Authentications {
  private readonly byOperation = new Map<string, Authentication>()

  constructor(private readonly random: RandomSource) {}

  begin(operation: Operation, given: NewAuthentication): Authentication {
    const authentication: Authentication = {
      ...given,
      operationId: operation.id,
      challengeId: this.random.hex(32),
      state: given.isFrictionless ? "succeeded" : "awaited",
      returnUrl: null,
      paRes: null,
      proof: {
        authenticationValue: this.random.base64(20),
        eci: eciOf(given.card),
        xid: this.random.base64(20),
      },
    }
    this.byOperation.set(operation.id, authentication)
    return authentication
  }

  find(operationId: string): Authentication | undefined {
    return this.byOperation.get(operationId)
  }

  findByChallenge(challengeId: string): Authentication | undefined {
    return [...this.byOperation.values()].find((candidate) => candidate.challengeId === challengeId)
  }

  clear(): void {
    this.byOperation.clear()
  }
}

/** How strongly the payer was authenticated: fully, attempted, not at all. The circuits write it differently. */
function eciOf({ circuit, behaviour: { authentication } }: CardFacts): string {
  const isMastercard = circuit === "MC" || circuit === "MAE"
  if (authentication === "attempted") return isMastercard ? "01" : "06"
  if (authentication === "not-enrolled") return isMastercard ? "00" : "07"
  return isMastercard ? "02" : "05"
}
