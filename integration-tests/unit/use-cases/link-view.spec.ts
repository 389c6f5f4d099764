import type { AttemptRecord } from "../../../src/modules/xpay/journal/records"
import { linkView } from "../../../src/use-cases/staff/views/link-view"

describe("a payment link in the dashboard", () => {
  const view = (address: string) =>
    linkView({
      link_url: address,
      state: "pending_payer",
      deadline_at: new Date(Date.now() + 86_400_000),
      created_at: new Date(),
    } as AttemptRecord)
  const addressOf = (length: number) => "https://xpay.example/".padEnd(length, "x")

  it("has its picture as long as its address can be read from one, and is shown with any address", () => {
    expect(view(addressOf(500))).toMatchObject({ state: "open", qr_svg: expect.stringMatching(/^<svg/) })
    for (const length of [501, 2_000, 5_000]) {
      expect(view(addressOf(length))).toMatchObject({ state: "open", url: addressOf(length), qr_svg: null })
    }
  })
})
