/** The content between header and footer. */
export interface Page {
  /** For the browser tab; empty on the home page. */
  readonly title: string
  readonly content: HTMLElement
  /** Called when it is on screen. */
  readonly entered?: () => void
  /** Called when another page replaces it. */
  readonly leave?: () => void
}
