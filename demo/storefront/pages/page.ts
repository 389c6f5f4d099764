/** What fills the space between header and footer. */
export interface Page {
  /** For the browser's tab; empty on the first page. */
  readonly title: string
  readonly content: HTMLElement
  /** It is on the screen now. */
  readonly entered?: () => void
  /** Another page takes its place. */
  readonly leave?: () => void
}
