import { postChallenge, type Challenge } from "./challenge"
import { element } from "./element"
import type { Locale } from "./locale"
import { isResolved, type Payment, type PaymentReference } from "./payment"
import type { StoreApi } from "./store-api"
import { findPayment, LONGEST_PAUSE_MS, mayPass, sleep, waitForPayment } from "./wait-for-payment"

/**
 * The message that the plugin's return page posts to the surrounding page. It carries no data: the client queries the
 * server.
 */
const RETURNED = "xpay:returned"

const FRAME = "xpay-challenge"

const TEXTS = {
  title: { en: "Confirm with your bank", it: "Conferma con la tua banca" },
  close: { en: "Close without paying", it: "Chiudi senza pagare" },
} as const satisfies Record<string, Record<Locale, string>>

/** Zero specificity, so that any rule of the shop's style sheet wins. Fills a small screen. */
const STYLES = `:where(.xpay-challenge){width:31rem;height:42rem;max-width:100vw;max-height:100dvh;padding:0;border:0;border-radius:8px;overflow:hidden}
:where(.xpay-challenge[open]){display:flex;flex-direction:column}
:where(.xpay-challenge header){display:flex;align-items:center;padding-left:1rem;font-weight:600}
:where(.xpay-challenge button){margin-left:auto;width:3rem;height:3rem;border:0;background:none;font-size:1.5rem}
:where(.xpay-challenge iframe){flex:1;border:0}
:where(.xpay-challenge progress){width:100%}`

let styleSheet: CSSStyleSheet | undefined

/** The first pause, and the longest wait for the headers of the page. */
const SHORT_MS = 3_000
/** After this time the server knows the outcome or is querying the bank. */
const AFTERWARDS_MS = 30_000

/** The answer for this document: its policy does not change until the next page load. */
let answer: Promise<boolean> | undefined

/**
 * Whether the bank's page may be shown in a frame. Browsers older than 2023 lack a part of it, and a page with
 * `Cross-Origin-Embedder-Policy` shows no frame of a bank. No property of a page reveals this header unless
 * `Cross-Origin-Opener-Policy` is set as well, so the client requests the page's headers, once per page load. If it cannot get
 * them, leaving the page is better than showing an empty window.
 */
export function canFrame(): Promise<boolean> {
  return (answer ??= isFrameAllowed().catch(() => false))
}

async function isFrameAllowed(): Promise<boolean> {
  if (crossOriginIsolated) {
    return false
  }
  // The policy is that of the address that was loaded, not of one that was pushed since. With cookies, `fetch`'s default:
  // without them many a checkout page is not found, or redirects.
  const { ok, redirected, headers } = await fetch(
    performance.getEntriesByType("navigation")[0]?.name ?? location.href,
    { method: "HEAD", signal: AbortSignal.timeout(SHORT_MS) }
  )
  // `require-corp` or `credentialless`, not `unsafe-none`.
  const isBlocked = /^[rc]/.test(headers.get("cross-origin-embedder-policy") ?? "")
  return document.adoptedStyleSheets && ok && !redirected && !isBlocked
}

/**
 * Shows the bank's page in a window over this page, until the shopper returns from it or closes it.
 *
 * The return page sends a `postMessage`, and the client polls the server. It polls without a message too: a bank may
 * finish in its own app.
 *
 * @param signal closes the window.
 * @returns the payment as last seen; still `challenge` if the shopper closed the window.
 * @throws XPayError if the server cannot be queried, or the signal's reason.
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
    for (let pause = SHORT_MS; ; pause = Math.min(pause * 1.3, LONGEST_PAUSE_MS)) {
      const seen = await Promise.race([frame.over, look(pause)])
      if (seen === "over") {
        break
      }
      if (seen && seen.status !== "challenge" && isResolved(seen)) {
        return seen
      }
    }
  } finally {
    frame.close()
  }
  return await waitForPayment(api, reference, { timeoutMs: AFTERWARDS_MS, signal })
}

interface Frame {
  /** Resolves when the shopper has returned from the bank or closed the window. */
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
    // Lets banks identify the shopper with passkeys and Secure Payment Confirmation. No sandbox: a bank's page may have
    // to open the bank's app.
    allow: "payment *; publickey-credentials-get *",
  })
  const header = element("header", {})
  header.append(title, close)
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
    // Closed by the button or the Escape key.
    dialog.onclose = () => resolve("over")
  })
  frame.onload = () => loading.remove()
  return {
    over,
    close: () => {
      listening.abort()
      // Close first: that returns the focus to where it was.
      dialog.close()
      dialog.remove()
    },
  }
}

/** Uses a constructed style sheet, which a Content Security Policy without `unsafe-inline` allows. */
function adoptStyles(): void {
  if (!styleSheet) {
    styleSheet = new CSSStyleSheet()
    styleSheet.replaceSync(STYLES)
    document.adoptedStyleSheets.push(styleSheet)
  }
}
