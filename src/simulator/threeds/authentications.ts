import { type CardFacts } from "../cards/card-facts"
import { type Operation } from "../ledger/operation"
import { type Recurrence } from "../ledger/contract"
import { type RandomSource } from "../random-source"

/** State of the payer on the issuer's page. */
export type ChallengeState = "awaited" | "open" | "succeeded" | "failed" | "abandoned"

/** Authentication data for the merchant after success. */
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
  /** 3-D Secure was skipped at init: the payment needs no authentication data. */
  readonly isFrictionless: boolean
  /** The issuer requires no challenge: its page returns the browser immediately. */
  readonly isPassedThrough: boolean
  readonly proof: AuthenticationProof
  /** The unguessable id of this challenge on the issuer's page. */
  readonly challengeId: string
  state: ChallengeState
  returnUrl: string | null
  /** The value carried by the return to the shop; null until the payer has responded. */
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

/** The ECI for the strength of the authentication: full, attempted or none. Circuits use different values. */
function eciOf({ circuit, behaviour: { authentication } }: CardFacts): string {
  const isMastercard = circuit === "MC" || circuit === "MAE"
  if (authentication === "attempted") return isMastercard ? "01" : "06"
  if (authentication === "not-enrolled") return isMastercard ? "00" : "07"
  return isMastercard ? "02" : "05"
}
