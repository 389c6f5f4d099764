/** An error that stops the demo, with a message for the user at the terminal. */
export class DemoProblem extends Error {
  override readonly name = "DemoProblem"
}
