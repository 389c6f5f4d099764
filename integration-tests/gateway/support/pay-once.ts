import { XPayClient } from "../../../src/gateway/client"
import { asXPayOrderId } from "../../../src/domain/ids"

/** A program that makes one MOTO payment with the given address, key and card. */
const [baseUrl = "", apiKey = "", pan = "", cvv = ""] = process.argv.slice(2)
const client = new XPayClient({ apiKey, baseUrl })
const order = {
  orderId: asXPayOrderId("T1700000000A0001"),
  amount: "3545",
  currency: "EUR",
  customer: { name: "Ada" },
}

void client.moto({ order, card: () => ({ pan, expiryDate: "1226", cvv }) }).then((outcome) => {
  process.stdout.write(`\noutcome: ${outcome.kind}\n`)
  client.close()
})
