const REMEDY = "give it the API key of the terminal, created in the XPay back office"

/** What certainly is no API key of XPay, by how it looks; the first that fits. */
const OTHERS: readonly (readonly [RegExp, objection: string])[] = [
  [/^(["'`]).*\1$/, "has quotation marks around it: take them out"],
  [/[^\x21-\x7e]/, "has a space, a line break or a letter in it that no key has: copy it again"],
  [/^[$<{%]/, "is a placeholder: replace it, or check that the environment variable is set"],
  [/^pk_/i, `is a publishable key, of Medusa or Stripe: ${REMEDY}`],
  [/^(sk|rk)_/i, `is a secret key of Medusa or Stripe: ${REMEDY}`],
  [/^whsec_/i, `is the secret of a webhook: ${REMEDY}`],
  [
    /^(ALIAS|payment)_/i,
    `is the alias of Nexi's older integration (alias and MAC key), whose API is another one: ${REMEDY}`,
  ],
]

/** Why a text cannot be an API key of XPay, in words that do not show it; undefined when it may be one. */
export function objectionToKey(key: string): string | undefined {
  return OTHERS.find(([look]) => look.test(key))?.[1]
}
