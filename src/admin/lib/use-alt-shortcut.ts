import { useEffect, useRef } from "react"

const FIELDS = /^(input|textarea|select)$/i
const OVERLAYS = /^(dialog|alertdialog|menu|listbox)$/

/**
 * Calls back when Alt and a letter are pressed on the page itself, not in a field, a dialog or a menu. Medusa's own
 * shortcuts do not use Alt.
 *
 * @param code the physical key, such as `KeyP`: on a Mac, Alt changes the typed letter
 */
export function useAltShortcut(code: string, callback: () => void): void {
  const latest = useRef(callback)
  latest.current = callback
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isAltAlone = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey
      if (event.code === code && isAltAlone && !event.repeat && !isMeantElsewhere(event)) {
        event.preventDefault()
        latest.current()
      }
    }
    addEventListener("keydown", onKey)
    return () => removeEventListener("keydown", onKey)
  }, [code])
}

function isMeantElsewhere(event: KeyboardEvent): boolean {
  return event
    .composedPath()
    .some(
      (part) =>
        part instanceof HTMLElement &&
        (part.isContentEditable ||
          FIELDS.test(part.tagName) ||
          OVERLAYS.test(part.getAttribute("role") ?? ""))
    )
}
