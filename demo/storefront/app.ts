/** The app shell's interface for pages. */
export interface App {
  /** Goes to another page; `replace` drops this one from the history. */
  go(path: string, how?: "push" | "replace"): Promise<void>
  /** Renders the page again, e.g. in another language. */
  refresh(): Promise<void>
  /** Announces a message to screen readers and shows it briefly, unless `how` is `said`. */
  announce(message: string, how?: "shown" | "said"): void
}
