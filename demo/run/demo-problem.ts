/** Why the demo cannot go on, in words for the person at the terminal. */
export class DemoProblem extends Error {
  override readonly name = "DemoProblem"
}
