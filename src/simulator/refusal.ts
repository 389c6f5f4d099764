import { errorText } from "./reference/error-texts"

/** One entry of the error envelope. */
export interface ApiError {
  readonly code: string
  readonly description: string
}

/** Thrown to respond to a call with an error; nothing was executed. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly errors: readonly ApiError[],
    /** The refusal is known or likely, but its code is not. */
    readonly hasAssumedCode = false
  ) {
    super(errors.map(({ code }) => code).join(", ") || `HTTP ${status}`)
    this.name = "Refusal"
  }
}

/** Refuses with HTTP 400 and one error code. Names the invalid parameter, never its value. */
export function refuse(code: string, parameter?: string): never {
  throw new Refusal(400, [{ code, description: errorText(code, parameter) }])
}

/** Refuses where no source documents the code: with the closest one, or by a switch with the generic one. */
export function refuseSomehow(code: string, parameter?: string): never {
  throw new Refusal(400, [{ code, description: errorText(code, parameter) }], true)
}

/** Refuses with a bare status: 401 and 404 have no documented body. */
export function refuseBare(status: 401 | 404): never {
  throw new Refusal(status, [])
}

/** Refuses with HTTP 500 and the generic code. */
export function failInternally(): never {
  throw new Refusal(500, [{ code: "PS0000", description: errorText("PS0000") }])
}
