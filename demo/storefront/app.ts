/** What pages may ask of the frame around them. */
export interface App {
  /** Goes to another page; `replace` leaves no way back to this one. */
  go(path: string, how?: "push" | "replace"): Promise<void>
  /** Shows the page again, e.g. in another language. */
  refresh(): Promise<void>
  /** Says something to screen readers; unless it is `said` only, shows it for a moment too. */
  announce(message: string, how?: "shown" | "said"): void
}
