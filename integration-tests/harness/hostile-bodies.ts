import type { Random } from "./harmless-numbers"

/** Longest text that a guard still reads, and the longest that Medusa takes. */
const LENGTHS = [30_000, 95_000]

const UNITS = [
  "4 ",
  "4",
  "4-",
  "44 ",
  "4444 ",
  "44444444 ",
  "5018 ",
  "0000 ",
  "6011-6011-",
  "4,4444 44444444 ",
  "%34",
  "%2534",
  "&#52;",
  "\\u0034",
  "%",
  "４",
  "٤ ",
  "4\u200b",
  "IT60 ",
  "AA00",
  "NDQ0",
  "NDQ0_",
  "3434",
  "+39 ",
  " ",
  "é4 ",
]

/** Node.js takes 16 KiB of headers, the address with them. */
const LONGEST_ADDRESS = 12_000

/** Parts of an address that are meant to be a burden; a `%` stands as it is, so some cannot be decoded. */
export function hostileAddresses(): [what: string, part: string][] {
  return UNITS.map((unit) => [
    `${JSON.stringify(unit)} over and over`,
    [...unit.repeat(LONGEST_ADDRESS)]
      .slice(0, LONGEST_ADDRESS)
      .map((character) => (character === "%" ? character : encodeURIComponent(character)))
      .join("")
      .slice(0, LONGEST_ADDRESS),
  ])
}

const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`

/** Bodies that are meant to be a burden, as they are sent; the field `cart_id` is one that every route reads. */
export function hostileBodies(): [what: string, body: string][] {
  const long = LENGTHS.flatMap((length) =>
    UNITS.map((unit): [string, string] => [
      `${JSON.stringify(unit)} over and over, ${length}`,
      JSON.stringify({ cart_id: unit.repeat(length / unit.length), data: {} }),
    ])
  )
  const list = (count: number, item: unknown) => Array.from({ length: count }, () => item)
  return [
    ...long,
    ["20,000 lists in each other", `{"cart_id":${nested(20_000, "[", "]")}}`],
    ["15,000 objects in each other", `{"data":${nested(15_000, '{"a":', "}")}}`],
    ["900 fields of four digits", JSON.stringify({ data: list(900, "4444") })],
    ["900 single digits", JSON.stringify({ data: list(900, 4) })],
    ["20,000 single digits", JSON.stringify({ data: list(20_000, 4) })],
    [
      "900 keys that are digits",
      JSON.stringify(Object.fromEntries(list(900, 0).map((_, index) => [`4444 4444 ${index}`, index]))),
    ],
    ["a NUL", JSON.stringify({ cart_id: "cart_\u0000", data: { note: "\u0000" } })],
    ["half a character", '{"cart_id":"\\ud800","data":{"note":"\\ud800"}}'],
    ["a prototype", '{"__proto__":{"cart_id":"x"},"constructor":{"prototype":{"x":1}},"data":{}}'],
    ["no object", "[[[]]]"],
    ["null", "null"],
  ]
}

/** More of the kind, by chance. */
export function randomHostileBody(random: Random): string {
  const alphabet = "0123456789444 -_./%+&#;\\uxIT=\u200b４"
  const unit = Array.from({ length: 1 + random(12) }, () => alphabet[random(alphabet.length)] ?? "").join("")
  const text = unit.repeat(Math.floor(30_000 / unit.length))
  return JSON.stringify(
    random(2) === 0
      ? { cart_id: text, data: {} }
      : { data: { list: text.match(/.{1,40}/gsu)?.slice(0, 700) } }
  )
}
