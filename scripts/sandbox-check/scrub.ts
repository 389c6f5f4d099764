import { hasCardNumber, maskCardNumbers } from "../../src/domain/card-numbers/find-card-numbers"

/** Fields whose value is a credential or represents a card, whatever its form. */
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

/** Literal values from XPay's documents that are worth keeping for these fields. */
const LITERALS: readonly string[] = ["notneeded", ""]

/**
 * A copy without keys, tokens and card numbers, with the same shape: fields and types. Test cards are public, but are
 * removed too: a recording with a real card, made by mistake, must not be published.
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
  if (typeof value === "string") {
    return scrubText(value, secrets)
  }
  return typeof value === "number" && hasCardNumber(String(value)) ? "<number of a card>" : value
}

function scrubField(name: string, value: unknown, secrets: readonly string[]): unknown {
  return SECRET_FIELDS.includes(name.toLowerCase()) ? hide(name, value, secrets) : scrub(value, secrets)
}

function hide(name: string, value: unknown, secrets: readonly string[]): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => hide(name, one, secrets))
  }
  if (typeof value !== "string" && typeof value !== "number") {
    return scrub(value, secrets)
  }
  const text = String(value)
  return LITERALS.includes(text) ? text : `<${name}, ${text.length} characters>`
}

/** A shorter key would occur by chance inside other texts: it is removed only if it is the whole text. */
const LONG_ENOUGH = 8

/** Whether a text contains a secret. Keys have any form: Nexi's are UUIDs, others are words or numbers. */
export function givesAway(text: string, secret: string): boolean {
  return secret.length >= LONG_ENOUGH ? text.includes(secret) : text === secret
}

/** Whether any text, long number or name in it, at any depth, contains one of the secrets. */
export function holdsSecret(value: unknown, secrets: readonly string[]): boolean {
  // A short secret may equal a field name, or a number, by chance.
  const long = secrets.filter(({ length }) => length >= LONG_ENOUGH)
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).some(
      ([name, one]) => long.some((secret) => name.includes(secret)) || holdsSecret(one, secrets)
    )
  }
  if (typeof value === "number") {
    return long.some((secret) => String(value).includes(secret))
  }
  return typeof value === "string" && secrets.some((secret) => givesAway(value, secret))
}

function scrubText(text: string, secrets: readonly string[]): string {
  const withoutSecrets = secrets.reduce(
    (rest, secret) => (givesAway(rest, secret) ? rest.replaceAll(secret, "<secret>") : rest),
    text
  )
  return maskCardNumbers(withoutSecrets, (found) => mask(found.replace(/\D/g, "")))
}

function mask(digits: string): string {
  return digits.length < 11
    ? "****"
    : `${digits.slice(0, 6)}${"*".repeat(digits.length - 10)}${digits.slice(-4)}`
}
