import { comeBack } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { ordersOfCart } from "../harness/completions"
import { expectOk, readReturn, type Shopper } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"
import { openPayments } from "./support/open-payments"

xpaySuite("shopper-returns", (store) => {
  const { openPage, atTheIssuer, attemptOf, kinds } = openPayments(store)
  const sim = () => store.simulator.control
  const orders = (shopper: Shopper) => ordersOfCart(store.db, shopper.cartId)

  describe("a page that was opened earlier", () => {
    beforeEach(async () => {
      await sim().setSwitches({ notificationTiming: "never" })
    })

    it("says that the money goes back when it is paid after the cart changed", async () => {
      const shopper = await store.shopper().fillCart()
      const page = await openPage(shopper)
      await shopper.addItem("TAZZA")
      const returned = readReturn(await comeBack(shopper.http, await page.pay()))
      expect(returned.outcome).toBe("voided")
      expect((await shopper.payment()).message).toMatch(/payment was voided/)
      expect(await kinds()).toEqual(["reversed_unplaceable"])
    })

    it("says nothing of the money while XPay cannot be asked", async () => {
      const shopper = await store.shopper().fillCart()
      const page = await openPage(shopper)
      await shopper.addItem("TAZZA")
      const back = await page.pay()
      const blind = await sim().addFault({ kind: "status", status: 503, method: "GET", times: "always" })
      expect(readReturn(await comeBack(shopper.http, back)).outcome).toBe("verifying")
      await sim().removeFault(blind.id)
      await store.reconcile(1)
      expect((await shopper.payment()).status).toBe("voided")
    })

    it("shows each of three payers their own outcome", async () => {
      const shopper = await store.shopper().fillCart()
      const pages = [await openPage(shopper), await openPage(shopper), await openPage(shopper)]
      const backs = []
      for (const page of pages) {
        backs.push(await page.pay())
      }
      const outcomes = []
      for (const back of backs) {
        outcomes.push(readReturn(await comeBack(shopper.http, back)).outcome)
      }
      expect(outcomes).toEqual(["voided", "voided", "paid"])
      expect(await orders(shopper)).toHaveLength(1)
    })
  })

  describe("the return address", () => {
    it("does nothing for a program that only looks at it, or comes without the issuer's answer", async () => {
      const shopper = await store.shopper().readyToPay()
      const back = await atTheIssuer(shopper)
      const [address = ""] = back.url.split("?")
      expect((await fetch(address, { method: "HEAD", redirect: "manual" })).status).toBe(200)
      expect((await attemptOf(shopper))?.returned_at).toBeNull()
      expect((await fetch(address, { redirect: "manual" })).status).toBe(303)
      expect((await shopper.payment()).status).toBe("canceled")
      expect(readReturn(await comeBack(shopper.http, back)).outcome).toBe("paid")
    })

    it("takes an answer that came twice in one request", async () => {
      const shopper = await store.shopper().readyToPay()
      const back = await atTheIssuer(shopper)
      const body = new URLSearchParams(back.method === "GET" ? new URL(back.url).search : back.fields)
      body.append("PaRes", body.get("PaRes") ?? "")
      const answer = await shopper.http.send("POST", back.url.split("?")[0] ?? "", body.toString(), {
        "content-type": "application/x-www-form-urlencoded",
      })
      expect(readReturn(answer).outcome).toBe("paid")
    })
  })

  describe("a second tab", () => {
    it("sees that the cart is paid already, in every place", async () => {
      const shopper = await store.shopper().fillCart()
      const page = await openPage(shopper)
      const { sessionId } = shopper
      expectOk(await shopper.openSession())
      expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
      Object.assign(shopper, { sessionId })
      await comeBack(shopper.http, await page.leave())
      expect((await shopper.payment()).message).toMatch(/paid for already/)
      expect((await shopper.pressButton()).body).toMatchObject({
        code: "cart_completed",
        message: expect.stringMatching(/paid for already/),
      })
    })

    it("sees that a newer payment took its place when the cart has not changed", async () => {
      const shopper = await store.shopper().fillCart()
      const page = await openPage(shopper)
      const { sessionId } = shopper
      expectOk(await shopper.openSession())
      Object.assign(shopper, { sessionId })
      await comeBack(shopper.http, await page.leave())
      expect((await shopper.payment()).message).toMatch(/newer payment took the place/)
    })
  })
})
