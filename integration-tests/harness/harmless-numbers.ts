import { randomUUID } from "node:crypto"

/** A number from 0 to below `limit`, from a seeded source. */
export type Random = (limit: number) => number

/** A small generator, good enough to choose test data: mulberry32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit)
  }
}

const digits = (random: Random, count: number) => Array.from({ length: count }, () => random(10)).join("")
const letters = (random: Random, count: number) =>
  Array.from({ length: count }, () => String.fromCharCode(65 + random(26))).join("")
const pick = <T>(random: Random, of: readonly T[]): T => of[random(of.length)] as T
const characters = (random: Random, alphabet: string, count: number) =>
  Array.from({ length: count }, () => alphabet[random(alphabet.length)] ?? "").join("")

/** Between 2020 and 2031. */
const second = (random: Random) => 1_577_836_800 + random(347_155_200)
const base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

/** Values common in a shop's addresses, notes and session data, by kind. */
export const HARMLESS: Readonly<Record<string, (random: Random) => string>> = {
  "analytics ids": (random) =>
    pick<(r: Random) => string>(random, [
      (r) => `?_ga=GA1.1.${r(2_147_483_648)}.${second(r)}`,
      (r) => `?_ga=2.${r(300_000_000)}.${r(2_000_000_000)}.${second(r)}-${r(2_147_483_648)}.${second(r)}`,
      (r) => `_ga_${letters(r, 10)}=GS1.1.${second(r)}.${r(40)}.1.${second(r)}.${r(60)}.0.0`,
      (r) =>
        `_gl=1*${characters(r, base64url, 6)}*_ga*${Buffer.from(`${r(2_147_483_648)}.${second(r)}`).toString("base64url")}.`,
      (r) => `?fbclid=IwAR${characters(r, base64url, 57)}`,
      (r) => `_fbp=fb.1.${second(r)}${digits(r, 3)}.${r(2_147_483_648)}`,
      (r) => `?gclid=Cj0KCQ${characters(r, base64url, 80)}_wcB`,
      (r) => `?msclkid=${characters(r, "0123456789abcdef", 32)}`,
      (r) =>
        `?mc_cid=${characters(r, "0123456789abcdef", 10)}&mc_eid=${characters(r, "0123456789abcdef", 10)}`,
      (r) => `?utm_id=${digits(r, 11)}&utm_source=newsletter_${digits(r, 8)}`,
    ])(random),
  timestamps: (random) =>
    pick<(r: Random) => string>(random, [
      (r) => String(second(r)),
      (r) => `${second(r)}${digits(r, 3)}`,
      (r) => `${second(r)}${digits(r, 6)}`,
      (r) => new Date(second(r) * 1000).toISOString(),
      (r) =>
        new Date(second(r) * 1000)
          .toISOString()
          .replace("T", " ")
          .replace("Z", `${digits(r, 3)}`),
      (r) => new Date(second(r) * 1000).toISOString().replace(/\D/g, ""),
      (r) => new Date(second(r) * 1000).toLocaleString("it-IT"),
    ])(random),
  UUIDs: (random) => {
    const hex = characters(random, "0123456789abcdef", 32)
    const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
    return pick(random, [uuid, uuid.toUpperCase(), hex, randomUUID()])
  },
  "phone numbers": (random) =>
    pick<(r: Random) => string>(random, [
      (r) => `+39 3${digits(r, 2)} ${digits(r, 3)} ${digits(r, 4)}`,
      (r) => `+393${digits(r, 9)}`,
      (r) => `00393${digits(r, 9)}`,
      (r) => `+49 15${digits(r, 2)} ${digits(r, 8)}`,
      (r) => `+33 6 ${digits(r, 2)} ${digits(r, 2)} ${digits(r, 2)} ${digits(r, 2)}`,
      (r) => `+1 (${digits(r, 3)}) ${digits(r, 3)}-${digits(r, 4)}`,
      (r) => `+62 8${digits(r, 2)}-${digits(r, 4)}-${digits(r, 4)}`,
      (r) => `+5511 9${digits(r, 4)}-${digits(r, 4)}`,
      (r) => `tel:+86${digits(r, 11)}`,
      (r) => `3${digits(r, 9)} / 0${digits(r, 9)}`,
    ])(random),
  IBANs: (random) => {
    const [country, bank] = pick<readonly [string, (r: Random) => string]>(random, [
      ["IT", (r) => `${letters(r, 1)}${digits(r, 22)}`],
      ["IT", (r) => `${letters(r, 1)}36081${digits(r, 17)}`],
      ["DE", (r) => digits(r, 18)],
      ["FR", (r) => digits(r, 23)],
      ["ES", (r) => digits(r, 20)],
      ["NL", (r) => `${letters(r, 4)}${digits(r, 10)}`],
      ["GB", (r) => `${letters(r, 4)}${digits(r, 14)}`],
      ["CH", (r) => digits(r, 17)],
    ])
    const iban = withCheckDigits(country, bank(random))
    return pick(random, [iban, iban.replace(/.{4}(?=.)/g, "$& "), iban.replace(/.{4}(?=.)/g, "$&-")])
  },
  "tracking numbers": (random) =>
    pick<(r: Random) => string>(random, [
      (r) => `1Z${characters(r, "0123456789ABCDEFGHJKLMNPRSTVWXY", 8)}${digits(r, 8)}`,
      (r) => `${letters(r, 2)}${digits(r, 9)}IT`,
      (r) => digits(r, 10),
      (r) => digits(r, 12),
      (r) => `${digits(r, 4)} ${digits(r, 4)} ${digits(r, 4)}`,
      (r) => `JJD0${digits(r, 17)}`,
      (r) => `TBA${digits(r, 12)}`,
      (r) => `1UW${characters(r, "0123456789ABCDEFGHJKLMNPRSTVWXY", 10)}`,
      (r) => withParcelDigit(`94${digits(r, 19)}`),
      // As printed.
      (r) => withParcelDigit(`94${digits(r, 19)}`).replace(/(\d{4})(?=\d)/g, "$1 "),
      (r) => `00340434${digits(r, 12)}`,
      (r) => `M1 ${digits(r, 9)}`,
      (r) => `${digits(r, 5)} ${digits(r, 7)}`,
      (r) => `${digits(r, 8)}${letters(r, 2)}`,
    ])(random),
  "order numbers": (random) =>
    pick<(r: Random) => string>(random, [
      (r) => `${digits(r, 3)}-${digits(r, 7)}-${digits(r, 7)}`,
      (r) => `#${1000 + r(900_000)}`,
      (r) => `${2020 + r(10)}/${digits(r, 6)}`,
      (r) => `INV-${2020 + r(10)}-${digits(r, 6)}`,
      (r) => `order_01${characters(r, "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 24)}`,
      (r) => `${digits(r, 2)}-${digits(r, 5)}-${digits(r, 5)}`,
      (r) => digits(r, 9),
      (r) => `80${digits(r, 11)}`,
      (r) => `PO ${digits(r, 10)}`,
      (r) => `${second(r)}-${digits(r, 5)}`,
    ])(random),
}

/** USPS calculates the check digit as all of GS1 does. */
function withParcelDigit(number: string): string {
  const sum = [...number].reduce((before, digit, at) => before + Number(digit) * (at % 2 === 0 ? 3 : 1), 0)
  return `${number}${(10 - (sum % 10)) % 10}`
}

function withCheckDigits(country: string, account: string): string {
  const remainder = [...`${account}${country}00`].reduce((before, character) => {
    const value = Number.parseInt(character, 36)
    return (before * (value > 9 ? 100 : 10) + value) % 97
  }, 0)
  return `${country}${String(98 - remainder).padStart(2, "0")}${account}`
}
