import { readCardBody } from "../../../src/api/requests/card-body"
import { OK_CARD } from "../../harness/cards"
import { SCRIPTS, typedIn } from "../digits"

const NOW = Date.UTC(2026, 10, 29)

describe("the body of the card route", () => {
  it.each(SCRIPTS)("may have its card in the digits of any script: %s", (_name, ten) => {
    const card = {
      number: typedIn(ten, "4509 0345 4361 5006"),
      expiry_month: typedIn(ten, "10"),
      expiry_year: typedIn(ten, "2028"),
      cvv: typedIn(ten, OK_CARD.cvv),
      holder: "Maria Rossi",
    }
    const { card: read } = readCardBody({ cart_id: "cart_1", card }, "en", NOW)
    expect(read.reveal()).toEqual({ pan: "4509034543615006", expiryDate: "1028", cvv: OK_CARD.cvv })
  })
})
