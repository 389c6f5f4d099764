import { createWriteStream, readFileSync } from "node:fs"
import { pipeline } from "node:stream/promises"
import { setTimeout as pause } from "node:timers/promises"
import v8 from "node:v8"
import { asXPayOrderId } from "../../../src/domain/ids"
import { Card } from "../../../src/domain/card"
import { XPayClient } from "../../../src/gateway/client"

/**
 * A program that makes one MOTO payment with the card from standard input, gives the garbage collector time, and writes
 * its heap to a file. It keeps the number reversed, which must be found.
 */
const [baseUrl = "", apiKey = "", file = ""] = process.argv.slice(2)

async function pay(): Promise<{ readonly backwards: string }> {
  const [number = "", cvv = ""] = readFileSync(0, "latin1").split(" ")
  const parsed = Card.parse(
    { number, cvv, expiryMonth: "12", expiryYear: "2029", holder: "Ada" },
    { now: Date.parse("2026-01-01") }
  )
  if ("problems" in parsed) {
    throw new Error("The card is not right.")
  }
  const { card } = parsed
  const client = new XPayClient({ apiKey, baseUrl })
  const order = {
    orderId: asXPayOrderId("T1700000000A0001"),
    amount: "3545",
    currency: "EUR",
    customer: { name: "Ada" },
  }
  const outcome = await client.moto({ order, card: () => card.reveal() })
  card.wipe()
  client.close()
  process.stdout.write(`outcome: ${outcome.kind}\n`)
  return { backwards: Buffer.from(number, "latin1").reverse().toString("latin1") }
}

void pay().then(async (kept) => {
  for (let round = 0; round < 10; round++) {
    await pause(100)
    globalThis.gc?.()
  }
  // Streamed: a single write takes a minute.
  await pipeline(v8.getHeapSnapshot(), createWriteStream(file))
  process.stdout.write(`written, with ${kept.backwards.length} digits kept\n`)
})
