import { z } from "@medusajs/framework/zod"
import { withoutUndefined } from "../../domain/without-undefined"
import { readFields, readText, readWebAddress } from "./lenient"
import { memberReader, type Unrecognised } from "./member"
import { operation, type Operation } from "./operation"

/** The URL to which the browser has to go for 3-D Secure; see `challengeForm`. */
export interface Challenge {
  readonly url: string
  /** Opaque; the literal `notneeded` under 3-D Secure 2. */
  readonly request: string
}

/** The response to an init of three or two steps. */
export interface StepsInit {
  readonly operation: Operation
  /** `ENROLLED` is the only value seen so far. */
  readonly enrollment?: "ENROLLED" | Unrecognised
  /** Absent if XPay gave no URL: `operation.result` then shows whether 3-D Secure was skipped. */
  readonly challenge?: Challenge
}

/** The result of 3-D Secure, to be sent with the payment. Not to be stored. */
export interface Authentication {
  /** CAVV, base64. */
  readonly authenticationValue?: string
  /** Electronic commerce indicator: `05`, `02` fully authenticated. */
  readonly eci?: string
  readonly xid?: string
  readonly cavvAlgorithm?: string
  readonly merchantAcquirerBin?: string
  /** `VALIDATED` is the only value seen so far. */
  readonly status?: "VALIDATED" | Unrecognised
  /** Protocol version: `2.2.0`. */
  readonly version?: string
}

/**
 * The response to a validation: `operation.result` is `THREEDS_VALIDATED` (pay now) or `THREEDS_FAILED`
 * (stop).
 */
export interface ThreeStepsValidation {
  readonly operation: Operation
  readonly authentication?: Authentication
}

const NOTHING_TO_FORWARD = "notneeded"

const readEnrollment = memberReader(["ENROLLED"])
const readStatus = memberReader(["VALIDATED"])

function readChallenge(url: unknown, request: unknown): Challenge | undefined {
  const address = readWebAddress(url)
  return address === undefined
    ? undefined
    : { url: address, request: readText(request) ?? NOTHING_TO_FORWARD }
}

function readAuthentication(result: unknown): Authentication | undefined {
  const wire = readFields(result)
  const authentication = withoutUndefined<Authentication>({
    authenticationValue: readText(wire.authenticationValue),
    eci: readText(wire.eci),
    xid: readText(wire.xid),
    cavvAlgorithm: readText(wire.cavvAlgorithm),
    merchantAcquirerBin: readText(wire.merchantAcquirerBin),
    status: readStatus(wire.status),
    version: readText(wire.version),
  })
  return Object.keys(authentication).length === 0 ? undefined : authentication
}

export const stepsInit: z.ZodType<StepsInit> = z.looseObject({ operation }).transform((wire) =>
  withoutUndefined<StepsInit>({
    operation: wire.operation,
    enrollment: readEnrollment(wire.threeDSEnrollmentStatus),
    challenge: readChallenge(wire.threeDSAuthUrl, wire.threeDSAuthRequest),
  })
)

export const threeStepsValidation: z.ZodType<ThreeStepsValidation> = z
  .looseObject({ operation })
  .transform((wire) =>
    withoutUndefined<ThreeStepsValidation>({
      operation: wire.operation,
      authentication: readAuthentication(wire.threeDSAuthResult),
    })
  )
