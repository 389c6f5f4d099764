import type { App } from "../app"

/** A click listener for links within the shop: navigates without reloading. Ctrl-click still opens a tab. */
export function link(app: Pick<App, "go">, path: string): (event: Event) => void {
  return (event) => {
    const { ctrlKey, metaKey, shiftKey } = event as MouseEvent
    if (!ctrlKey && !metaKey && !shiftKey) {
      event.preventDefault()
      void app.go(path)
    }
  }
}
