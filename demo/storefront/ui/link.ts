import type { App } from "../app"

/** A listener for a link within the shop: goes there without loading the page anew. Ctrl-click still opens a tab. */
export function link(app: Pick<App, "go">, path: string): (event: Event) => void {
  return (event) => {
    const { ctrlKey, metaKey, shiftKey } = event as MouseEvent
    if (!ctrlKey && !metaKey && !shiftKey) {
      event.preventDefault()
      void app.go(path)
    }
  }
}
