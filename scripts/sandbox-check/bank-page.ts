import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as pause } from "node:timers/promises"

/** The form that takes a browser to the bank's page. */
export interface ChallengeForm {
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
}

/** How the browser returned. */
export interface Returned {
  readonly method: string
  /** From the URL and the form together. */
  readonly parameters: Readonly<Record<string, string>>
}

/** What a payer chooses on the bank's page. */
export type BankWish = "succeeds" | "fails" | "abandoned"

/** Takes a browser with the form to the bank's page and back to `ReturnUrl`. */
export type Walk = (startUrl: string, wish: BankWish) => Promise<void>

const WAIT_AT_MOST_MS = 5 * 60_000

/**
 * A web server on this machine for one visit to the bank's page: a browser opens its URL, is redirected with the form,
 * and returns.
 */
export async function visitBank(
  form: (returnUrl: string) => ChallengeForm,
  walk: Walk,
  goOn: () => void = () => undefined,
  wish: BankWish = "succeeds"
): Promise<Returned | undefined> {
  let back: (returned: Returned) => void = () => undefined
  const returned = new Promise<Returned>((resolve) => (back = resolve))
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1")
    if (url.pathname === "/start") {
      response.setHeader("content-type", "text/html; charset=utf-8")
      response.end(selfPosting(form(`${address(server)}/back`)))
      return
    }
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      response.setHeader("content-type", "text/plain; charset=utf-8")
      response.end("Thank you. The sandbox check goes on in the terminal.")
      if (url.pathname === "/back") {
        const posted = new URLSearchParams(Buffer.concat(chunks).toString("utf8"))
        back({
          method: request.method ?? "",
          parameters: Object.fromEntries([...url.searchParams, ...posted]),
        })
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const timer = new AbortController()
  try {
    await walk(`${address(server)}/start`, wish)
    return await Promise.race([returned, nothingWithin(WAIT_AT_MOST_MS, timer.signal, goOn)])
  } finally {
    timer.abort()
    server.closeAllConnections()
    server.close()
  }
}

function address(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** @param goOn throws if the check has been interrupted */
async function nothingWithin(ms: number, signal: AbortSignal, goOn: () => void): Promise<undefined> {
  const until = Date.now() + ms
  while (!signal.aborted && Date.now() < until) {
    goOn()
    await pause(Math.min(500, ms), undefined, { signal }).catch(() => undefined)
  }
}

function selfPosting({ url, fields }: ChallengeForm): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`
  )
  return `<!doctype html><form method="post" action="${escape(url)}">${inputs.join("")}<button>To the bank's page</button></form><script>document.forms[0].submit()</script>`
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Does what a person does at the simulator's bank: opens the page and presses a button. */
export const walkSimulatedBank: Walk = async (startUrl, wish) => {
  const bank = await postForm(await (await fetch(startUrl)).text(), startUrl)
  const back = await postForm(bank.text, bank.url, { outcome: wish })
  if (/<form/.test(back.text)) {
    await postForm(back.text, back.url)
  }
}

/** Posts the first form of a page, and follows the redirects. */
export async function postForm(
  html: string,
  base: string,
  more: Readonly<Record<string, string>> = {}
): Promise<{ text: string; url: string }> {
  const url = new URL(unescape(/<form[^>]*action="([^"]*)"/.exec(html)?.[1] ?? ""), base).toString()
  const fields = [...html.matchAll(/<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)].map(
    ([, name = "", value = ""]): [string, string] => [unescape(name), unescape(value)]
  )
  const body = new URLSearchParams([...fields, ...Object.entries(more)])
  const response = await fetch(url, { method: "POST", body })
  return { text: await response.text(), url: response.url }
}

function unescape(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code)))
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
}
