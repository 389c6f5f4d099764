import { element } from "../element"
import { toLocale } from "../locale"
import type { CardFields, CardFieldsOptions } from "./card-fields"
import { fieldSet, type Ended, type FieldSet } from "./field-set"
import { clientText } from "../client-messages"
import { addStyles } from "./field-view"
import { textOf } from "./texts"

const RETRY_MS = 1_000

/** An unused page does not open sessions forever. A shopper who returns to it learns that the session has expired. */
const MOST_RENEWALS = 3

/**
 * Mounts XPay's card fields in an element of the page. The fields are XPay's frames: neither the page nor the shop's
 * server sees the typed data. Loads and opens nothing before it is called.
 */
export function mountCardFields(container: HTMLElement, options: CardFieldsOptions): CardFields {
  const locale = toLocale(options.locale ?? "en")
  let renewals = MOST_RENEWALS
  let set: FieldSet | undefined
  let confirming: ReturnType<CardFields["confirm"]> | undefined
  addStyles()

  const note = element("p", { className: "xpay-problem" })
  note.setAttribute("role", "alert")
  const place = element("div", { className: "xpay-card-form" })
  container.replaceChildren(place, note)

  /** Sequential: each opening replaces the previous one, at the shop's server too. */
  let opening = Promise.resolve()
  const open = (message?: string): Promise<void> => (opening = opening.then(() => openNow(message)))

  async function openNow(message = ""): Promise<void> {
    const hadFocus = place.contains(document.activeElement)
    set?.close()
    const opened = fieldSet(options, locale, () => {
      if (opened.hasTyped()) {
        void open(textOf("expired", locale))
      } else if ((renewals -= 1) >= 0) {
        void open()
      }
    })
    set = opened
    place.replaceChildren(element("progress", { ariaLabel: textOf("number", locale) }))
    const why = await opened.load(place)
    if (set !== opened) {
      return
    }
    if (why === undefined) {
      note.textContent = message
      if (hadFocus) {
        opened.focus()
      }
      options.onReady?.()
      return
    }
    opened.close()
    // While a payment is under way, the notice must not say that nothing was charged.
    const said = why.reason === "session" && (why.error as Error | undefined)?.message
    note.textContent = said || textOf("unavailable", locale)
    place.replaceChildren(...(options.onFallback ? [fallback(options.onFallback)] : []))
    options.onUnavailable?.(why)
  }

  function fallback(onclick: () => void): Node {
    return element("button", {
      type: "button",
      className: "xpay-fallback",
      textContent: textOf("fallback", locale),
      onclick: () => onclick(),
    })
  }

  async function confirm(): ReturnType<CardFields["confirm"]> {
    note.textContent = ""
    let ended: Ended = (await set?.confirm()) ?? "unavailable"
    if (ended === "busy") {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      ended = (await set?.confirm()) ?? "unavailable"
    }
    if (ended === "busy" || ended === "expired" || ended === "not_authenticated") {
      const message = ended === "busy" ? clientText("unexpected", locale) : textOf(ended, locale)
      await open(message)
      return { status: "again", message }
    }
    return { status: ended }
  }

  void open()
  return {
    confirm: () => (confirming ??= confirm().finally(() => (confirming = undefined))),
    // Typed data is in XPay's frames and is lost with them.
    renew: () => open(set?.hasTyped() ? textOf("again", locale) : ""),
    focus: (name) => set?.focus(name),
    unmount: () => {
      set?.close()
      set = undefined
      container.replaceChildren()
    },
  }
}
