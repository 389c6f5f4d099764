import { readId, readText } from "./lenient"
import type { StepsInit } from "./three-steps"
import { asOperationId, type OperationId } from "../../domain/ids"

/** A form that the browser has to submit automatically to start 3-D Secure. */
export interface ChallengeForm {
  readonly action: string
  readonly method: "POST"
  /** Names as XPay requires them, including capitals. */
  readonly fields: {
    readonly ThreeDsRequest: string
    readonly ReturnUrl: string
    readonly transactionId: string
  }
}

/**
 * The parameters with which XPay returned the browser. Unauthenticated: they prove nothing, and must not
 * choose the attempt.
 */
export interface ChallengeReturn {
  /** To be validated; absent if the payer canceled, in which case validation must not be called. */
  readonly threeDSAuthResponse?: string
  readonly operationId?: OperationId
}

/**
 * The form for an init that requires a challenge; undefined if it does not.
 *
 * @param returnUrl where XPay sends the browser afterwards, by GET or POST
 */
export function challengeForm(init: StepsInit, returnUrl: string): ChallengeForm | undefined {
  const { challenge, operation } = init
  if (challenge === undefined) {
    return undefined
  }
  return {
    action: challenge.url,
    method: "POST",
    fields: { ThreeDsRequest: challenge.request, ReturnUrl: returnUrl, transactionId: operation.id },
  }
}

/** Reads the parameters (query or form) with which the browser returned. None of them can be trusted. */
export function readChallengeReturn(parameters: Readonly<Record<string, unknown>>): ChallengeReturn {
  const threeDSAuthResponse = readText(first(parameters["PaRes"]))
  const operationId = readId(first(parameters["paymentId"]), asOperationId)
  return {
    ...(threeDSAuthResponse === undefined ? {} : { threeDSAuthResponse }),
    ...(operationId === undefined ? {} : { operationId }),
  }
}

/** A parameter that occurs more than once arrives as a list. */
function first(parameter: unknown): unknown {
  return Array.isArray(parameter) ? parameter[0] : parameter
}
