import { edit, killer, type Safeguard } from "../safeguard"

/** The vault, callbacks, terminals, reversal and the audit trail (the rest of src/engine). */
export const ENGINE: readonly Safeguard[] = [
  {
    name: "A link that is paid at the moment it is closed is not scheduled for reversal",
    off: [
      edit(
        "src/engine/reverse.ts",
        'requestReversal(engine, attempt, ["pending_payer"], reason)',
        'requestReversal(engine, attempt, ["pending_payer", "authorized", "captured"], reason)'
      ),
    ],
    killer: killer(
      "http/links.spec.ts",
      "is its order's payment when it was paid while it was being closed, and a notification came first"
    ),
  },
  {
    name: "A void is queried once more after it was executed",
    off: [
      edit(
        "src/engine/refresh.ts",
        '    case "voided":\n      return await learnOperations(engine, attempt)\n',
        '      return await learnOperations(engine, attempt)\n    case "voided":\n      return resolved(attempt)\n'
      ),
    ],
    killer: killer(
      "http/failed-afterwards.spec.ts",
      "a void of a canceled order: the hold is voided after all"
    ),
  },
  {
    name: "A card in the vault can be read once",
    off: [
      edit(
        "src/engine/vault/memory-store.ts",
        "    this.#forget(name)\n    return Promise.resolve(copy)",
        "    return Promise.resolve(copy)"
      ),
    ],
    killer: killer("unit/engine/card-vault.spec.ts", "gives the card and the answer back, once"),
  },
  {
    name: "A card in the vault is bound to its attempt, amount and session",
    off: [
      edit("src/engine/vault/seal.ts", 'cipher.setAAD(Buffer.from(binding, "utf8"))\n  const', "const"),
      edit("src/engine/vault/seal.ts", '    decipher.setAAD(Buffer.from(binding, "utf8"))\n', ""),
    ],
    killer: killer("unit/engine/card-vault.spec.ts", "stays shut for another %s"),
  },
  {
    name: "The token of a notification is compared",
    off: [
      edit(
        "src/engine/callbacks.ts",
        "timingSafeEqual(given, Buffer.from(hash))",
        "timingSafeEqual(given, given)"
      ),
    ],
    killer: killer("http/notifications.spec.ts", "refuses %s, changes nothing and asks nobody"),
  },
  {
    name: "A notification without a known token is kept only if the payment has a page",
    off: [
      edit(
        "src/engine/callbacks.ts",
        'hasPage({ channel }) ? "early" : "rejected"',
        'channel !== null ? "early" : "rejected"'
      ),
    ],
    killer: killer(
      "http/notifications.spec.ts",
      "is never taken from somebody who only knows the order's id"
    ),
  },
  {
    name: "Audit trail: no operation runs unless it can be recorded",
    off: [
      edit(
        "src/engine/audit.ts",
        "await trail.begin(withoutCards(draft))",
        'await trail.begin(withoutCards(draft)).catch(() => "")'
      ),
    ],
    killer: killer("http/audit-trail.spec.ts", "no money moves that it cannot say who moved"),
  },
  {
    name: "Audit trail: the outcome is recorded",
    off: [edit("src/engine/audit.ts", "      await conclude(endOf(result, heard()))\n", "")],
    killer: killer(
      "http/audit-trail.spec.ts",
      "says who captured and refunded, how much, why, and that it was done"
    ),
  },
  {
    name: "The key that identifies a terminal in a process contains no API key",
    off: [
      edit(
        "src/engine/terminal/terminal.ts",
        "  const fingerprint = fingerprintOf(options)\n",
        '  const fingerprint = fingerprintOf("") + JSON.stringify(options)\n'
      ),
    ],
    killer: killer("http/fences.spec.ts", "what a process knows its terminals by holds no key"),
  },
  {
    name: "Production is recognized by the host, whatever the environment is called",
    off: [
      edit(
        "src/engine/terminal/options.ts",
        'settings.environment !== "production" && isProduction(settings.baseUrl)',
        'settings.environment !== "production" && settings.baseUrl === ""'
      ),
    ],
    killer: {
      ...killer(
        "unit/engine/options.spec.ts",
        "know production by where the cards go, whatever the environment is called: %s"
      ),
      pick: "know production by where the cards go",
    },
  },
  {
    name: "The token of a balance link is signed",
    off: [
      edit(
        "src/engine/balance-token.ts",
        "given.length === right.length && timingSafeEqual(given, right)",
        "given.length === right.length"
      ),
    ],
    killer: killer("unit/engine/balance-token.spec.ts", "cannot be made to last longer"),
  },
  {
    name: "The token of a balance link is for one order",
    off: [edit("src/engine/balance-token.ts", "`${seconds}.${orderId}`", "`${seconds}.${orderId.length}`")],
    killer: killer("unit/engine/balance-token.spec.ts", "is good for its order until its moment"),
  },
  {
    name: "The token of a balance link ends",
    off: [
      edit(
        "src/engine/balance-token.ts",
        "return isSigned && parseInt(seconds, 36) * 1_000 > now.getTime()",
        "return isSigned && now.getTime() > 0"
      ),
    ],
    killer: killer("unit/engine/balance-token.spec.ts", "is good for its order until its moment"),
  },
  {
    name: "An early validation counts only for the issuer's answer with which it was sent",
    off: [
      edit(
        "src/engine/terminal/early-validations.ts",
        "started?.responseHash === hashToken(response) ? started.outcome : undefined",
        "started?.outcome"
      ),
    ],
    killer: killer(
      "unit/engine/early-validations.spec.ts",
      "are not taken for another answer of the issuer's page"
    ),
  },
]
