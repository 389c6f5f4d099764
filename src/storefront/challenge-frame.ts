import { postChallenge, type Challenge } from "./challenge"
import { element } from "./element"
import type { Locale } from "./locale"
import { isResolved, type Payment, type PaymentReference } from "./payment"
import type { StoreApi } from "./store-api"
import { findPayment, mayPass, sleep, waitForPayment } from "./wait-for-payment"

/** What the plugin's return page tells the page around it. It carries nothing: the server is asked. */
const RETURNED = "xpay:returned"

const FRAME = "xpay-challenge"

const TEXTS = {
  title: { en: "Confirm with your bank", it: "Conferma con la tua banca" },
  close: { en: "Close without paying", it: "Chiudi senza pagare" },
} as const satisfies Record<string, Record<Locale, string>>

/** Without weight, so that any rule of the shop's own style sheet wins. On a small screen it fills it. */
const STYLES = `:where(.xpay-challenge){width:min(100vw,31rem);height:min(100dvh,42rem);max-width:none;max-height:none;padding:0;border:0;border-radius:8px;overflow:hidden}
:where(.xpay-challenge[open]){display:flex;flex-direction:column}
:where(.xpay-challenge header){display:flex;justify-content:space-between;align-items:center;padding-left:1rem;font-weight:600}
:where(.xpay-challenge button){width:3rem;height:3rem;border:0;background:none;font-size:1.5rem}
:where(.xpay-challenge iframe){flex:1;border:0}
:where(.xpay-challenge progress){width:100%}`

let styleSheet: CSSStyleSheet | undefined

const FIRST_PAUSE_MS = 3_000
const LONGEST_PAUSE_MS = 8_000
/** The server knows by then, or is asking the bank. */
const AFTERWARDS_MS = 30_000

/** Browsers older than 2023 lack a part of it; a page that is isolated shows no frame of another site. */
export function canFrame(): boolean {
  return (
    typeof HTMLDialogElement === "function" && "adoptedStyleSheets" in document && !window.crossOriginIsolated
  )
}

/**
 * Shows the bank's page in a window over this page, until the shopper is back from it or closes it.
 *
 * The return page sends a `postMessage`, and the client polls the server. It polls without a message too: a bank may
 * finish in its own app.
 *
 * @param signal takes the window away.
 * @returns the payment as it stands then; still `challenge` when the shopper closed the window.
 * @throws XPayError when the server cannot be asked, or the signal's reason.
 */
export async function challengeInFrame(
  api: StoreApi,
  reference: PaymentReference,
  challenge: Challenge,
  signal: AbortSignal | undefined
): Promise<Payment> {
  const frame = openFrame(api.locale)
  const look = async (pause: number) => {
    await sleep(pause, signal)
    return await findPayment(api, reference, signal).catch((error: unknown) => {
      if (!mayPass(error)) {
        throw error
      }
    })
  }
  try {
    postChallenge(challenge, FRAME)
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.3, LONGEST_PAUSE_MS)) {
      const seen = await Promise.race([frame.over, look(pause)])
      if (seen === "over") {
        break
      }
      if (seen !== undefined && seen.status !== "challenge" && isResolved(seen)) {
        return seen
      }
    }
  } finally {
    frame.close()
  }
  return await waitForPayment(api, reference, { timeoutMs: AFTERWARDS_MS, signal })
}

interface Frame {
  /** The shopper is back from the bank, or has closed the window. */
  readonly over: Promise<"over">
  close(): void
}

function openFrame(locale: Locale): Frame {
  adoptStyles()
  const title = TEXTS.title[locale]
  const dialog = element("dialog", { className: FRAME, ariaLabel: title })
  const close = element("button", { type: "button", ariaLabel: TEXTS.close[locale], textContent: "×" })
  const loading = element("progress", { ariaLabel: title })
  const frame = element("iframe", {
    name: FRAME,
    title,
    // What banks use to recognise the shopper: passkeys and Secure Payment Confirmation. No sandbox: a bank's page may
    // have to open the bank's app.
    allow: "payment *; publickey-credentials-get *",
  })
  const header = element("header", { textContent: title })
  header.append(close)
  dialog.append(header, loading, frame)
  document.body.append(dialog)
  dialog.showModal()
  frame.focus()

  const listening = new AbortController()
  const over = new Promise<"over">((resolve) => {
    addEventListener(
      "message",
      ({ source, data }) => {
        if (source === frame.contentWindow && data === RETURNED) {
          resolve("over")
        }
      },
      { signal: listening.signal }
    )
    close.onclick = () => dialog.close()
    // By the button, or by the Escape key.
    dialog.onclose = () => resolve("over")
  })
  frame.onload = () => loading.remove()
  return {
    over,
    close: () => {
      listening.abort()
      // Closed first: that gives the keyboard back to where it was.
      dialog.close()
      dialog.remove()
    },
  }
}

/** As an object of the script, which a Content Security Policy without `unsafe-inline` allows. */
function adoptStyles(): void {
  if (styleSheet === undefined) {
    styleSheet = new CSSStyleSheet()
    styleSheet.replaceSync(STYLES)
    document.adoptedStyleSheets.push(styleSheet)
  }
}
