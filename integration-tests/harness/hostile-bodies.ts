import type { Random } from "./harmless-numbers"

/** Longest text that a guard still reads, and longest text that Medusa accepts. */
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

/** Node.js accepts 16 KiB of headers, including the URL. */
const LONGEST_ADDRESS = 15_000

/** Written as is: the same parameter repeated, and the notations for lists and objects. */
const PARAMETERS = ["a&", "a=1&", "PaRes&", "__proto__&", "constructor=1&", "a[]=1&", "a[a]=1&", "&", "="]

/** URL parts meant to be slow to process. A `%` is written as is, so some cannot be decoded. */
export function hostileAddresses(): [what: string, part: string][] {
  const encoded = UNITS.map((unit): [string, string] => [
    unit,
    [...unit].map((character) => (character === "%" ? character : encodeURIComponent(character))).join(""),
  ])
  const asTheyStand = PARAMETERS.map((unit): [string, string] => [unit, unit])
  return [...encoded, ...asTheyStand].map(([unit, part]) => [
    `${JSON.stringify(unit)} over and over`,
    part.repeat(LONGEST_ADDRESS).slice(0, LONGEST_ADDRESS),
  ])
}

/** What follows a run: a search that does not match there may start again at every character. */
const ENDS = ["x", " x", "é", "%", "\\", "=", "+", "\u0663", "."]
const RUNS = ["4", "4 ", "44 ", ".", " ", "%34", "٤", "A", "%"]

/** Distinct characters, from the Basic Multilingual Plane and beyond it. */
const VARIED = [
  ["letters", 0x4e_00, 20_000],
  ["syllables", 0xac_00, 11_000],
  ["symbols and marks", 0x03_00, 12_000],
  ["characters of two units", 0x1_00_00, 16_000],
] as const

/** Digits of a rarely used script, also under layers of escapes: once a cache was full, each was looked up again. */
const RARE_DIGIT = "\u{1d7d5}"

const list = (count: number, item: unknown) => Array.from({ length: count }, () => item)
const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`

/** Bodies meant to be slow to process, as they are sent. Every route reads the field `cart_id`. */
export function hostileBodies(): [what: string, body: string][] {
  const long = LENGTHS.flatMap((length) =>
    UNITS.map((unit): [string, string] => [
      `${JSON.stringify(unit)} over and over, ${length}`,
      JSON.stringify({ cart_id: unit.repeat(length / unit.length), data: {} }),
    ])
  )
  const returns = UNITS.map((unit): [string, string] => [
    `${JSON.stringify(unit)} over and over, as a way back`,
    JSON.stringify({ provider_id: "pp_xpay_xpay", data: { return_url: unit.repeat(30_000 / unit.length) } }),
  ])
  // Each separator differs from the one before, and each layer of escapes is searched.
  const turns = ["4+4 ", "4+\u0664 ", "4+\uff14 ", "4.4-", "44+44 "].flatMap((unit): [string, string][] => {
    const text = unit.repeat(8_075)
    const ways: [string, object][] = [
      ["under layers of escapes", { return_url: `${text}%25252541`, n: "1", m: "2" }],
      ["in a field", { note: `${text}%25252541`, n: "1", m: "2" }],
      ["in a list", { list: [...list(28, unit.repeat(288)), "%25252541"], n: "1" }],
    ]
    return ways.map(([where, data]) => [
      `${JSON.stringify(unit)} over and over, ${where}`,
      JSON.stringify({ provider_id: "pp_xpay_xpay", data }),
    ])
  })
  const ended = RUNS.flatMap((run) =>
    ENDS.map((end): [string, string] => [
      `${JSON.stringify(run)} over and over, and ${JSON.stringify(end)} behind`,
      JSON.stringify({ cart_id: `${run.repeat(Math.floor(32_000 / run.length))}${end}`, data: {} }),
    ])
  )
  const varied = VARIED.map(([what, first, count]): [string, string] => [
    `${count} different ${what}`,
    JSON.stringify({
      cart_id: Array.from({ length: count }, (_, index) => String.fromCodePoint(first + index)).join(""),
    }),
  ])
  const rareBodies: readonly (readonly [what: string, body: object])[] = [
    ["as one text", { cart_id: RARE_DIGIT.repeat(16_000) }],
    ["under three layers of escapes", { cart_id: `${RARE_DIGIT.repeat(15_900)}%25252541` }],
    ["in lists", { cart_id: [[...list(400, RARE_DIGIT.repeat(38)), "%25252541"], ["x"]] }],
  ]
  const rare = rareBodies.map(([what, body]): [string, string] => [
    `digits of a rare script, ${what}, after 40,000 other characters`,
    JSON.stringify(body),
  ])
  const tags = ["<", "<b", "<b>", "4<br>", "<b 4"].map((unit): [string, string] => [
    `${JSON.stringify(unit)} over and over, which may be tags`,
    JSON.stringify({ cart_id: unit.repeat(Math.floor(32_000 / unit.length)) }),
  ])
  const names = ["[1]", "1.", "a", "4", "[", "]"].map((unit): [string, string] => [
    `980 items under a long name of ${JSON.stringify(unit)}`,
    JSON.stringify({ [unit.repeat(Math.floor(29_400 / unit.length))]: list(980, 0) }),
  ])
  const encoded = ["4/", "NDUw/", "4444/", "MTEx", "MTEx/", "MTExMTEx%25252534/"].map(
    (unit): [string, string] => {
      const words = `${unit.repeat(Math.ceil(28 / unit.length))} `
      const item = words.repeat(Math.floor(1_000 / words.length))
      const data = list(29, item)
      return [
        `${JSON.stringify(unit)} as base64, under three layers of escapes`,
        JSON.stringify({ cart_id: "a%25252534", data: [...data, `${item}%25252534`] }),
      ]
    }
  )
  return [
    ...long,
    ...returns,
    ...turns,
    ...ended,
    ...encoded,
    ...varied,
    ...rare,
    ...tags,
    ...names,
    [
      "490 objects under a long name",
      JSON.stringify({ ["[1]".repeat(9_400)]: list(490, 0).map((_, index) => ({ [`a${index}`]: 0 })) }),
    ],
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

/** Forms meant to be slow to process, as an issuer's page, or anyone, can send them. */
export function hostileForms(): [what: string, body: string][] {
  const units = [
    ...UNITS.map((unit) => encodeURIComponent(unit)),
    ...PARAMETERS,
    "%",
    "+",
    "PaRes=4&",
    "a%5B%5D=1&",
  ]
  const long = LENGTHS.flatMap((length) =>
    units.map((unit): [string, string] => [
      `${JSON.stringify(unit)} over and over, ${length}`,
      unit.repeat(length / unit.length),
    ])
  )
  const values = UNITS.map((unit): [string, string] => [
    `a PaRes of ${JSON.stringify(unit)} over and over`,
    `PaRes=${encodeURIComponent(unit).repeat(30_000 / encodeURIComponent(unit).length)}`,
  ])
  const names = Array.from({ length: 10_000 }, (_, index) => `a${index}=1`).join("&")
  return [...long, ...values, ["10,000 different names", names]]
}

/** Where a notification holds texts that are inspected: XPay's messages, the payment instrument, warnings. */
const NOTIFICATIONS: readonly (readonly [
  what: string,
  operation: (text: (length: number) => string) => object,
])[] = [
  [
    "words",
    (text) => ({
      operationType: text(5_000),
      operationResult: text(5_000),
      channel: text(5_000),
      paymentMethod: text(5_000),
      paymentCircuit: text(5_000),
      operationCurrency: text(5_000),
    }),
  ],
  [
    "what was paid with",
    (text) => ({ paymentInstrumentInfo: text(15_000), additionalData: { maskedPan: text(15_000) } }),
  ],
  ["15 warnings", (text) => ({ warnings: list(15, { code: "1", description: text(2_000) }) })],
  ["300 warnings", (text) => ({ warnings: list(300, { code: text(10), description: text(80) }) })],
]

/** Notifications meant to be slow to process, for an unknown order, as anyone can send them. */
export function hostileNotifications(): [what: string, body: string][] {
  return NOTIFICATIONS.flatMap(([where, operationOf]) =>
    [...UNITS, ".", "a", "a.", "a/"].map((unit): [string, string] => {
      const text = (length: number) => unit.repeat(length / unit.length)
      const operation = { orderId: "nobody", operationId: "1", ...operationOf(text) }
      return [
        `${where} of ${JSON.stringify(unit)} over and over`,
        JSON.stringify({ eventId: "1", securityToken: "0".repeat(32), operation }),
      ]
    })
  )
}

/** More such bodies, generated at random. */
export function randomHostileBody(random: Random): string {
  const alphabet = "0123456789444 -_./%+&#;\\uxIT=\u200b４"
  const unit = Array.from({ length: 1 + random(12) }, () => alphabet[random(alphabet.length)] ?? "").join("")
  const end = alphabet[random(alphabet.length)] ?? ""
  const text = unit.repeat(Math.floor(30_000 / unit.length)) + end
  const bodies = [
    () => ({ cart_id: text, data: {} }),
    () => ({ data: { list: text.match(/.{1,40}/gsu)?.slice(0, 700) } }),
    () => ({ [text]: list(990, random(10_000)) }),
  ]
  return JSON.stringify(bodies[random(bodies.length)]?.())
}
