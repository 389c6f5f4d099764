/** Fields whose value opens something, or stands for a card, whatever it looks like. */
const SECRET_FIELDS: readonly string[] = [
  "x-api-key",
  "securitytoken",
  "cvv",
  "cardid",
  "cardid4",
  "authenticationvalue",
  "xid",
  "threedsauthrequest",
  "threedsauthresponse",
  "pares",
  "threedsrequest",
]

/** What XPay's documents spell out for these fields is worth keeping. */
const LITERALS: readonly string[] = ["notneeded", ""]

const PAN = /(?<!\d)\d{13,19}(?!\d)/g

/**
 * A copy without keys, tokens and card numbers, with the shape kept: which fields there are, and of what type. Test cards
 * are public, and yet a recording has none in it: whoever records with another card by mistake must not publish it.
 */
export function scrub(value: unknown, secrets: readonly string[]): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => scrub(one, secrets))
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [name, scrubField(name, field, secrets)])
    )
  }
  return typeof value === "string" ? scrubText(value, secrets) : value
}

function scrubField(name: string, value: unknown, secrets: readonly string[]): unknown {
  const isSecret = SECRET_FIELDS.includes(name.toLowerCase())
  return isSecret && typeof value === "string" && !LITERALS.includes(value)
    ? `<${name}, ${value.length} characters>`
    : scrub(value, secrets)
}

/** A key shorter than this would be found by chance inside other texts: it is taken out where it is the whole text. */
const LONG_ENOUGH = 8

/** Whether a text gives a secret away. Keys have any form: Nexi's are UUIDs, others are words or numbers. */
export function givesAway(text: string, secret: string): boolean {
  return secret.length >= LONG_ENOUGH ? text.includes(secret) : text === secret
}

/** Whether any text in it, at any depth, gives one of the secrets away. */
export function holdsSecret(value: unknown, secrets: readonly string[]): boolean {
  if (typeof value === "object" && value !== null) {
    return Object.values(value).some((one) => holdsSecret(one, secrets))
  }
  return typeof value === "string" && secrets.some((secret) => givesAway(value, secret))
}

function scrubText(text: string, secrets: readonly string[]): string {
  const withoutSecrets = secrets.reduce(
    (rest, secret) => (givesAway(rest, secret) ? rest.replaceAll(secret, "<secret>") : rest),
    text
  )
  return withoutSecrets.replace(PAN, (digits) => (isLuhnValid(digits) ? mask(digits) : digits))
}

function mask(digits: string): string {
  return `${digits.slice(0, 6)}${"*".repeat(digits.length - 10)}${digits.slice(-4)}`
}

function isLuhnValid(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}
