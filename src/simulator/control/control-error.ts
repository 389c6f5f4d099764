/** Thrown to respond to a control request with an error. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string
  ) {
    super(message)
    this.name = "ControlError"
  }
}
