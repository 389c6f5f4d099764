import { useEffect, useRef } from "react"

const FIELDS = /^(input|textarea|select)$/i
const OVERLAYS = /^(dialog|alertdialog|menu|listbox)$/

/**
 * Calls back when Alt and a letter are pressed on the page itself: not while somebody types, and not in a dialog or a menu.
 * Medusa's own shortcuts have no Alt.
 *
 * @param code the key's place on the keyboard, such as `KeyP`: a Mac types another letter with Alt
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
