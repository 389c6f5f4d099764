import { asAttemptId, asPaymentSessionId } from "../../../src/domain/ids"
import { Card } from "../../../src/domain/card"
import { money } from "../../../src/domain/money"
import { CardVault, type SealedStore, type VaultBinding } from "../../../src/engine/vault/card-vault"
import { MemoryStore } from "../../../src/engine/vault/memory-store"

const PAN = "4509034543615006"
const binding: VaultBinding = {
  attemptId: asAttemptId("xpatt_1"),
  sessionId: asPaymentSessionId("payses_1"),
  amount: money(2499n, "EUR"),
}

function card(): Card {
  const result = Card.parse(
    { number: PAN, expiryMonth: "10", expiryYear: "28", cvv: "298", holder: "Maria Rossi" },
    { now: Date.UTC(2026, 10, 1) }
  )
  if ("problems" in result) {
    throw new Error("not a card")
  }
  return result.card
}

/** Lets a test read, and alter, the stored bytes. */
class OpenStore extends MemoryStore {
  readonly seen = new Map<string, Buffer>()

  override async put(name: string, sealed: Buffer, ttlMs: number): Promise<void> {
    this.seen.set(name, Buffer.from(sealed))
    await super.put(name, sealed, ttlMs)
  }
}

describe("the card vault", () => {
  let store: SealedStore & OpenStore
  let vault: CardVault

  beforeEach(async () => {
    store = new OpenStore()
    vault = new CardVault(store, 60_000)
    await vault.keepCard(binding, card())
    await vault.keepAnswer(binding, { response: "notneeded" })
  })

  afterEach(() => vault.close())

  it("gives the card and the answer back, once", async () => {
    const content = await vault.open(binding)
    expect(content?.card.reveal().pan).toBe(PAN)
    expect(content?.answer).toEqual({ response: "notneeded" })
    expect(await vault.open(binding)).toBeUndefined()
  })

  it("gives it to one of two who ask at the same moment", async () => {
    const opened = await Promise.all([vault.open(binding), vault.open(binding)])
    expect(opened.filter((content) => content !== undefined)).toHaveLength(1)
  })

  it.each<[string, Partial<VaultBinding>]>([
    ["attempt", { attemptId: asAttemptId("xpatt_2") }],
    ["session", { sessionId: asPaymentSessionId("payses_2") }],
    ["amount", { amount: money(2500n, "EUR") }],
    ["currency", { amount: money(2499n, "USD") }],
  ])("stays shut for another %s", async (_what, other) => {
    expect(await vault.open({ ...binding, ...other })).toBeUndefined()
  })

  it("stays shut for another key, as after a restart", async () => {
    expect(await new CardVault(store, 60_000).open(binding)).toBeUndefined()
  })

  it("stays shut when a byte was altered", async () => {
    const sealed = store.seen.get("xpay:card:xpatt_1") ?? Buffer.alloc(0)
    for (const at of [0, 13, sealed.length - 1]) {
      const altered = Buffer.from(sealed)
      altered[at] = (altered[at] ?? 0) ^ 1
      await store.put("xpay:card:xpatt_1", altered, 60_000)
      expect(await vault.open(binding)).toBeUndefined()
    }
  })

  it("forgets the card when its time is over, and on request", async () => {
    const short = new CardVault(new MemoryStore(), 20)
    await short.keepCard(binding, card())
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(await short.open(binding)).toBeUndefined()
    await vault.drop(binding.attemptId)
    expect(await vault.open(binding)).toBeUndefined()
  })

  it("holds no readable digit", () => {
    for (const sealed of store.seen.values()) {
      expect(sealed.toString("latin1")).not.toContain("4509")
      expect(sealed.toString("latin1")).not.toContain("298")
    }
  })
})
