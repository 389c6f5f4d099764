import { type CardFacts } from "../cards/card-facts"
import { methodOfCircuit, type PaymentMethod } from "../reference/payment-methods"
import { refuseSomehow } from "../refusal"
import { type Terminal } from "../simulator-options"
import { type Switches } from "../switches"
import { type World } from "../world"
import { type Approval, isApproved, type OperationResult } from "./operation"
import { type CaptureType } from "./order"
import { type OutcomeMoment } from "./outcome-rules"

/** A payment to be presented to the issuer. */
export interface AuthorizationRequest {
  readonly moment: OutcomeMoment
  readonly terminal: Terminal
  readonly method: PaymentMethod
  readonly card: CardFacts | null
  readonly currency: string
  readonly captureType: CaptureType
  readonly isPreauth: boolean
  /** For a card verification without charge: the result if it succeeds. */
  readonly verification: "AUTHORIZED" | "EXECUTED" | null
  /** The payer's choice on the hosted page, if it was not to pay. */
  readonly chosenResult?: OperationResult
}

/** The outcome of an authorization. The names are those of the operation that it becomes part of. */
export interface Authorization {
  readonly result: OperationResult
  readonly declineCode: string | null
  readonly approval: Approval | null
  readonly holdDays: number
  readonly holdDaysAre: Switches["daysAre"]
  readonly showsAuthorized: boolean
}

/**
 * Simulates the issuer. It declines test cards listed as KO and cards that represent a decline, and approves every
 * other card. A terminal without the card's circuit declines with 120 (not permitted to this terminal). One without the
 * currency fails, as the sandbox was seen to do with CZK. Rules set over the control API take precedence.
 */
export function authorize(world: World, request: AuthorizationRequest): Authorization {
  const { result, declineCode } = decide(world, request)
  const quirk = world.switches.implicitAnswersAuthorized
  const isImplicitCard =
    result === "EXECUTED" && request.verification === null && request.method.hasExplicitCapture
  return {
    result: isImplicitCard && quirk === "uncaptured" ? "AUTHORIZED" : result,
    declineCode,
    approval: isApproved(result) ? drawApproval(world) : null,
    holdDays: request.isPreauth ? request.method.preauthDays : world.switches.captureLimitDays,
    holdDaysAre: world.switches.daysAre,
    showsAuthorized: isImplicitCard && quirk === "captured",
  }
}

function decide(
  world: World,
  request: AuthorizationRequest
): { result: OperationResult; declineCode: string | null } {
  const { moment, terminal, card, method } = request
  const ruled = world.outcomes.take(moment, terminal.alias, card)
  const asked = ruled?.result ?? request.chosenResult
  const declined = (code: string | null | undefined): { result: OperationResult; declineCode: string } => ({
    result: "DECLINED",
    declineCode: code ?? world.switches.declineCode,
  })
  if (asked === "DECLINED") return declined(ruled?.declineCode)
  if (asked !== undefined) return { result: asked, declineCode: null }
  if (!terminal.currencies.includes(request.currency)) return { result: "FAILED", declineCode: null }
  if (!terminal.methods.includes(method)) return declined("120")
  const { decline, isRisky } = card?.behaviour ?? {}
  if (isRisky) return { result: "DENIED_BY_RISK", declineCode: null }
  if (decline !== undefined) return declined(decline === "default" ? null : decline)
  return { result: successOf(request), declineCode: null }
}

/** The result of a successful payment. */
export function successOf(
  request: Pick<AuthorizationRequest, "verification" | "isPreauth" | "captureType" | "method">
): OperationResult {
  if (request.verification !== null) return request.verification
  if (request.isPreauth && request.method.preauthDays > 0) return "AUTHORIZED"
  return request.captureType === "EXPLICIT" && request.method.hasExplicitCapture ? "AUTHORIZED" : "EXECUTED"
}

export function drawApproval(world: World): Approval {
  return {
    authorizationCode: world.random.digits(6),
    rrn: world.random.digits(12),
    schemaTID: world.random.digits(3),
  }
}

/**
 * The documented matrix: a terminal with explicit accounting accepts both capture types and defaults to its own; one
 * with implicit accounting refuses EXPLICIT.
 */
export function effectiveCaptureType(terminal: Terminal, asked: CaptureType | undefined): CaptureType {
  if (terminal.accounting === "implicit") {
    if (asked === "EXPLICIT") refuseSomehow("PS0026", "captureType")
    return "IMPLICIT"
  }
  return asked ?? "EXPLICIT"
}

/** Refuses a card whose circuit the terminal does not have, unless a switch leaves it to be declined. */
export function requireCircuit(
  { world, terminal }: { readonly world: World; readonly terminal: Terminal },
  card: CardFacts
): void {
  const isRefused = world.switches.missingCircuit === "refused"
  if (isRefused && !terminal.methods.includes(methodOfCard(card))) refuseSomehow("PS0026", "card")
}

/** A card's circuit as a payment method. */
export function methodOfCard(card: CardFacts): PaymentMethod {
  const method = methodOfCircuit(card.circuit)
  if (!method) throw new Error(`No payment method for circuit ${card.circuit}`)
  return method
}
