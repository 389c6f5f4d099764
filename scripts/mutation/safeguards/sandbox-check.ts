import { edit, killer, type Safeguard } from "../safeguard"

/** The check of the test environment (scripts/sandbox-check). */
export const SANDBOX_CHECK: readonly Safeguard[] = [
  {
    name: "The sandbox check reverses its payments, even when it is interrupted",
    off: [
      edit(
        "scripts/sandbox-check/conversation.ts",
        "if (this.signal?.aborted === true && !this.#isReversing) {",
        "if (this.signal?.aborted === true) {"
      ),
    ],
    killer: killer(
      "simulator/sandbox-check.spec.ts",
      "returns what it took when it is interrupted, and reports what was heard until then"
    ),
  },
  {
    name: "The sandbox check reports an order that it could not read as not reversed",
    off: [
      edit(
        "scripts/sandbox-check/reverse.ts",
        'const isRead = order.status === 200 && Array.isArray(fields(order.body)["operations"])',
        "const isRead = order.status > 0"
      ),
    ],
    killer: killer(
      "simulator/sandbox-check-reversals.spec.ts",
      "whose reads are answered %s counts as not returned"
    ),
  },
  {
    name: "A failed call does not keep the sandbox check from reversing the other payments",
    off: [
      edit(
        "scripts/sandbox-check/reverse.ts",
        'return `no answer: ${text(error, "cause", "code") || text(error, "name")}`',
        "throw error"
      ),
    ],
    killer: killer(
      "simulator/sandbox-check-reversals.spec.ts",
      "that gets no answer does not stop the others"
    ),
  },
  {
    name: "The sandbox check's limit on calls does not apply to reversals",
    off: [
      edit(
        "scripts/sandbox-check/conversation.ts",
        "if (this.#calls > MOST_CALLS && !this.#isReversing) {",
        "if (this.#calls > MOST_CALLS) {"
      ),
    ],
    killer: killer(
      "simulator/sandbox-check-reversals.spec.ts",
      "is returned whatever the number of calls that it takes"
    ),
  },
  {
    name: "The sandbox check reverses its payments before an error ends it",
    off: [
      edit(
        "scripts/sandbox-check/query-all.ts",
        "const left = await reverse(xpay, made, keysOf(options))",
        "const left: readonly Kept[] = []"
      ),
    ],
    killer: killer(
      "simulator/sandbox-check-reversals.spec.ts",
      "an error that ends the check returns first, and says what it could not"
    ),
  },
  {
    name: "The sandbox check calls test environments only",
    off: [
      edit(
        "scripts/sandbox-check/settings.ts",
        "if (!isTest && !THIS_MACHINE.test(hostname)) {",
        "if (hostname === undefined) {"
      ),
    ],
    killer: killer(
      "simulator/sandbox-check.spec.ts",
      "refuses every host that is no test environment, and keys that no header carries, before anything is sent"
    ),
  },
  {
    name: "Recordings of the sandbox check contain no key, in any form",
    off: [
      edit(
        "scripts/sandbox-check/scrub.ts",
        "return SECRET_FIELDS.includes(name.toLowerCase())",
        "return SECRET_FIELDS.slice(1).includes(name.toLowerCase())"
      ),
      edit(
        "scripts/sandbox-check/scrub.ts",
        "secret.length >= LONG_ENOUGH ? text.includes(secret) : text === secret",
        "secret.length >= LONG_ENOUGH ? text.includes(secret) : false"
      ),
    ],
    killer: killer(
      "simulator/sandbox-check.spec.ts",
      "takes keys of any form: words of the API, a single letter, what JSON escapes"
    ),
  },
]
