import { spellUuid } from "../../../src/admin/lib/uuid"
import { readRequestKey } from "../../../src/api/requests/request-key"
import fc from "fast-check"
import { scrubUrl } from "../../../src/api/guards/scrub-url"
import { spellings } from "../../harness/spelled-cards"
import { RANDOM, SEED } from "../../harness/tried-inputs"

const NUMBER = "4509034543615006"

describe("the address of a request, before anything logs or traces it", () => {
  it.each([
    ["/xpay/return/abc", "/xpay/return/[token]"],
    ["/xpay/return/abc/frame?PaRes=x", "/xpay/return/[token]/frame"],
    ["/XPAY/RETURN/abc?x=1", "/XPAY/RETURN/[token]"],
    ["/xpay/cancel/abc/", "/xpay/cancel/[token]/"],
    ["/xpay/retur%6E/abc", "/xpay/retur%6E/[token]"],
    ["http://shop.example/xpay/return/abc", "/xpay/return/[token]"],
    // As Express's router reads them: it accepts any scheme, and a backslash for a slash.
    ["ws://shop.example/xpay/return/abc?PaRes=x", "/xpay/return/[token]"],
    ["a://b/xpay/return/abc", "/xpay/return/[token]"],
    ["/xpay\\return\\abc?PaRes=x#", "/xpay/return/[token]"],
  ])("%s is seen as %s, with the rest for its route alone", (requested, seen) => {
    expect(scrubUrl(requested)).toMatchObject({ url: seen, logged: seen, secret: { token: "abc" } })
  })

  it.each([
    "//xpay/return/abc",
    "/xpay//return/abc?cres=x",
    "/xpay/return%2Fabc",
    "/xpay/return//abc",
    "/XPAY%2freturn/abc",
  ])("%s leads nowhere, and shows no token all the same", (requested) => {
    const seen = "/xpay/return//[token]"
    expect(scrubUrl(requested)).toEqual({ url: seen, logged: seen })
  })

  it("has the last four digits of a card number, where whoever searches for them finds the payment", () => {
    expect(scrubUrl(`/admin/xpay/payments?q=${NUMBER}&limit=5`)).toEqual({
      url: "/admin/xpay/payments?q=5006&limit=5",
      logged: "/admin/xpay/payments?q=[hidden]&limit=5",
    })
    expect(scrubUrl("/Admin/XPay/payments?q=4509+0345+4361+5006")?.url).toBe("/Admin/XPay/payments?q=5006")
    expect(scrubUrl(`/admin//xpay/payments?q=${NUMBER}`)?.logged).toBe("/admin//xpay/payments?q=[hidden]")
    expect(scrubUrl(`/admin/xpay/payments/%${NUMBER}`)?.logged).not.toContain(NUMBER)
    expect(scrubUrl(`/admin/xpay/payments/${NUMBER}`)?.logged).toBe("/admin/xpay/payments/5006")
    expect(scrubUrl(`/store/xpay/saved-cards/${NUMBER}/`)?.url).toBe("/store/xpay/saved-cards/5006/")
    expect(scrubUrl(`/hooks/payment/xpay_xpay?n=${NUMBER}`)?.url).toBe("/hooks/payment/xpay_xpay?n=5006")
    for (const requested of [
      `ftp://shop/store/xpay/payment-sessions/${NUMBER}?cart_id=${NUMBER}`,
      `/store\\xpay\\payment-sessions\\${NUMBER}?cart_id=${NUMBER}#`,
    ]) {
      expect(scrubUrl(requested)).toEqual({
        url: "/store/xpay/payment-sessions/5006?cart_id=5006",
        logged: "/store/xpay/payment-sessions/5006?cart_id=[hidden]",
      })
    }
    expect(scrubUrl(`http://[/xpay/return/${NUMBER}`)?.url).not.toContain(NUMBER)
  })

  it.each([
    "locale=it&locale=en",
    "locale[]=it",
    "locale[a]=it",
    "locale%5B%5D=it",
    "a=1&LOCALE=it&locale=en",
    "%6cocale=it&locale=en",
    "[locale]=it&locale=en",
    "%6cocale[]=it",
    "%5Blocale%5D[x]=it",
  ])("says apart that it names more than one language, which breaks Medusa's own reading: %s", (query) => {
    const { url, manyLocales } = scrubUrl(`/store/xpay/payment-methods?cart_id=cart_1&${query}`) ?? {}
    expect(manyLocales).toBe(true)
    expect(decodeURIComponent(url ?? "")).not.toMatch(/locale/i)
    expect(url).toContain("cart_id=cart_1")
  })

  it("is left alone with one language", () => {
    const path = "/store/xpay/payment-methods?cart_id=cart_1&locale=it"
    expect(scrubUrl(path)).toEqual({ url: path, logged: path.replace("cart_1", "[hidden]") })
  })

  it.each([
    "d82e2ccf-6885-4232-9030-12cfdc24a483",
    "66666330-7753-4dd8-a3bb-e494b5ef94bb",
    "f4a473a5-5045-4435-9879-7622386b27e8",
  ])("keeps the key of a form whose digits would do for a card number, spelled in letters: %s", (id) => {
    const path = `/admin/xpay/moto-forms/${spellUuid(id)}`
    expect(scrubUrl(path)).toEqual({ url: path, logged: path })
    expect(readRequestKey(spellUuid(id))).toBe(id)
    expect(scrubUrl(`/admin/xpay/moto-forms/${id}`)?.url).not.toContain(id)
  })

  it.each([
    ["limit=20&offset=0&order=-created_at&locale=it-IT", "limit=20&offset=0&order=-created_at&locale=it-IT"],
    [
      "state=authorized,partially_refunded&channel=card%2Cmoto",
      "state=authorized,partially_refunded&channel=card%2Cmoto",
    ],
    ["amount_min=10.50&amount_max=100&resolved=false", "amount_min=10.50&amount_max=100&resolved=false"],
    ["state=mario.rossi@x.it", "state=[hidden]"],
    ["state=mario", "state=[hidden]"],
    ["state=authorized,mario", "state=[hidden]"],
    ["limit=3331234567890123456789&offset=+393331234567", "limit=[hidden]&offset=[hidden]"],
    ["locale=rossi&order=rossi&resolved=rossi", "locale=[hidden]&order=[hidden]&resolved=[hidden]"],
    ["mario.rossi", "[hidden]"],
    ["mario.rossi=&limit=5", "[hidden]&limit=5"],
    ["mario.rossi@x.it=1&q", "[hidden]&[hidden]"],
    ["limit[]=mario&__proto__=mario&constructor=mario", "[hidden]&[hidden]&[hidden]"],
    ["q=a&created_from=2026-01-01&cart_id=cart_1", "q=[hidden]&created_from=[hidden]&cart_id=[hidden]"],
    ["&&limit=5", "&&limit=5"],
    ["a&".repeat(5_000), `${"[hidden]&".repeat(20)}[more]`],
  ])("shows in the log only what is known to say nothing about anybody: %s", (query, logged) => {
    expect(scrubUrl(`/admin/xpay/payments?${query}`)).toEqual({
      url: `/admin/xpay/payments?${query}`,
      logged: `/admin/xpay/payments?${logged}`,
    })
  })

  it("never shows what was searched for in the log, nor a card number anywhere, however it is spelled", () => {
    const spelling = fc.constantFrom(...spellings(NUMBER).map(([, text]) => encodeURIComponent(text)))
    const path = fc.constantFrom(
      "/admin/xpay/payments",
      "/store/xpay/payment-methods",
      "/ADMIN/xpay/incidents"
    )
    fc.assert(
      fc.property(path, spelling, (before, text) => {
        const { url, logged } = scrubUrl(`${before}?q=${text}`) ?? { url: "", logged: "" }
        return url.startsWith(before) && !url.includes(text) && logged === `${before}?q=[hidden]`
      }),
      { seed: SEED, numRuns: RANDOM.addresses }
    )
  })

  it.each(["/", "/health", "/admin/orders?q=1", "/app/xpay?q=1", "/store/carts/cart_1/complete", "*", ""])(
    "of others is theirs: %p",
    (requested) => {
      expect(scrubUrl(requested)).toBeUndefined()
    }
  )
})
