import { creditCardType, number as checkNumber } from "card-validator"

/**
 * Numbers that circuits, acquirers and payment services publish for tests, by circuit name in the card number library;
 * where nothing is published (Elo, Hiper and other national circuits), a number generated for the range.
 */
export const TEST_NUMBERS: Readonly<Record<string, readonly string[]>> = {
  visa: [
    "4509034543615006",
    "4349940199004549",
    "4111111111111111",
    "4242424242424242",
    "4000000000000000006",
  ],
  mastercard: [
    "5186151650005008",
    "5100990817896004",
    "5533893874304465",
    "2223003122003222",
    "5555555555554444",
  ],
  "american-express": ["378282246310005", "371449635398431", "343434343434343"],
  "diners-club": ["30569309025904", "38520000023237", "36227206271667", "3056930009020004"],
  discover: ["6011111111111117", "6011000990139424", "6445644564456445"],
  jcb: ["3530111333300000", "3566002020360505"],
  unionpay: ["6200000000000005", "6205500000000000004", "6222020000000007"],
  maestro: [
    "6759649826438453",
    "6771798021000008",
    "6759411100000008",
    "5018000000000009",
    "6799990100000000019",
  ],
  mir: ["2200000000000004", "2204000000000000"],
  troy: made("9792", 16),
  elo: made("401178", 16),
  hiper: made("637095", 16),
  hipercard: made("606282", 16),
  naranja: made("589562", 16),
  verve: made("506099", 19),
}

/** A number in a range, with its check digit. */
function made(prefix: string, length: number): string[] {
  const body = prefix.padEnd(length - 1, "1742093856")
  const digit = [...Array(10).keys()].find((check) => luhn(`${body}${check}`))
  return [`${body}${digit}`]
}

function luhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** The circuits that the library knows: each has a number here. */
export const CIRCUITS: readonly string[] = Object.values(creditCardType.types)

const SEPARATORS = {
  "a space": " ",
  "two spaces": "  ",
  "a dash": "-",
  "a dash in spaces": " - ",
  "a long dash": "–",
  underscores: "_",
  slashes: "/",
  dots: ".",
  commas: ", ",
  "a hard space": "\u00a0",
  "a line break": "\r\n",
  "a zero-width space": "\u200b",
  "a joiner and a space": "\u200d ",
  "a control character": "\u0001",
  "a soft hyphen": "\u00ad",
  "an escaped space": "%20",
  "an escaped space, twice": "%2520",
  "a plus": "+",
  "an HTML space": "&nbsp;",
}

/** In groups of four, and as the circuit prints it. */
function groupings(number: string): string[][] {
  const gaps = checkNumber(number).card?.gaps ?? []
  const printed = [0, ...gaps, number.length].flatMap((gap, index, all) =>
    index === 0 ? [] : number.slice(all[index - 1], gap)
  )
  const fours = number.match(/.{1,4}/g) ?? []
  return [printed.filter((group) => group !== ""), fours]
}

const script = (zero: number) => (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))

const signs = (ten: string) => (text: string) => text.replace(/\d/g, (digit) => [...ten][Number(digit)] ?? "")

const WHOLE: Readonly<Record<string, (number: string) => string>> = {
  "digits alone": (number) => number,
  "its code behind it": (number) => number + (/^3[47]/.test(number) ? "1234" : "123"),
  "its expiry behind it": (number) => `${number}1128`,
  "expiry and code behind it": (number) => `${number}1128${/^3[47]/.test(number) ? "1234" : "123"}`,
  "its expiry behind it, with the century": (number) => `${number}112028`,
  "its expiry behind it, with a slash": (number) => `${number}11/28`,
  "its expiry behind it, with a slash and the century": (number) => `${number}11/2028`,
  "its expiry behind it, the year first": (number) => `${number}2811`,
  "filled up with zeros": (number) => number.padStart(20, "0"),
  "a line break of HTML in between": (number) => fours(number).replaceAll(" ", "<br/>"),
  "cells of a table": (number) => `<td>${fours(number).replaceAll(" ", "</td><td class='n'>")}</td>`,
  "full-width digits": script(0xff10),
  "Arabic digits": script(0x0660),
  "Devanagari digits": script(0x0966),
  "mathematical digits": script(0x1d7ce),
  "superscript digits": (number) => number.replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? ""),
  "one by one": (number) => [...number].join(" "),
  "one by one, with wider gaps": (number) => fours(number).replace(/\d(?=.)/g, "$& "),
  "two by two": (number) => number.replace(/..(?=.)/g, "$& "),
  "each digit escaped": (number) => number.replace(/\d/g, (digit) => `%3${digit}`),
  "HTML entities": (number) => number.replace(/\d/g, (digit) => `&#${48 + Number(digit)};`),
  "JavaScript escapes": (number) => number.replace(/\d/g, (digit) => `\\u003${digit}`),
  base64: (number) => Buffer.from(number).toString("base64"),
  "base64 of a sentence": (number) => Buffer.from(`my card is ${number}, thanks`).toString("base64"),
  "base64 for addresses": (number) => `token/${Buffer.from(number).toString("base64url")}`,
  hex: (number) => Buffer.from(number).toString("hex"),
  "as a card reader types it": (number) => `%B${number}^ROSSI/MARIO^27121010000000000000?`,
  "behind a percent sign": (number) => `100%${number}`,
  "behind a backslash and a u": (number) => `\\u${number}`,
  "behind an escaped space": (number) => `%20${number}`,
  "a plus before it, as a form writes a space": (number) => `card=+${number}`,
  "in fours with the stripe's expiry": (number) => `${fours(number)} 2712`,
  "in fours, twice": (number) => `${fours(number)} ${fours(number)}`,
  "in fours, a number of four digits behind it": (number) => `${fours(number)} 2500`,
  "in fours, numbers of four digits around it": (number) => `2500 1800 ${fours(number)} 2500 1800`,
  "as it is printed, a number of four digits behind it": (number) =>
    `${groupings(number)[0]?.join("-") ?? ""}-2500`,
  "pasted twice": (number) => `${number}${number}`,
  "cells of an indented table": (number) =>
    `<td>${fours(number).replaceAll(" ", "</td>\n        <td>")}</td>`,
  "in fours, with wide gaps": (number) => fours(number).replaceAll(" ", "          "),
  "base64, on lines": (number) => Buffer.from(fours(number).replaceAll(" ", "\n")).toString("base64"),
  "base64, with tabs": (number) => Buffer.from(fours(number).replaceAll(" ", "\t")).toString("base64"),
  "JavaScript's code points": (number) => number.replace(/\d/g, (digit) => `\\u{3${digit}}`),
  "JavaScript's white space": (number) => fours(number).replaceAll(" ", "\\f"),
  "HTML's white space": (number) => fours(number).replaceAll(" ", "&Tab;"),
  "HTML entities with zeros": (number) => number.replace(/\d/g, (digit) => `&#0000000${48 + Number(digit)};`),
  "HTML entities, escaped twice": (number) =>
    number.replace(/\d/g, (digit) => `&amp;#${48 + Number(digit)};`),
  "digits in black circles": signs("⓿❶❷❸❹❺❻❼❽❾"),
  "digits in brackets": signs("0⑴⑵⑶⑷⑸⑹⑺⑻⑼"),
  "digits with a full stop": signs("🄀⒈⒉⒊⒋⒌⒍⒎⒏⒐"),
  "Han numerals": signs("〇一二三四五六七八九"),
  "all but the last four, them, and a number": (number) => `${number.slice(0, -4)} ${number.slice(-4)} 2500`,
  "one by one, a number before it and two behind": (number) => `1 ${[...number].join(" ")} 6 7`,
  "one by one, behind a place and a comma": (number) => `7, ${[...number].join(" ")}`,
  "two by two, numbers around it": (number) => `12 ${number.replace(/..(?=.)/g, "$& ")} 25`,
  "two by two, and a short number": (number) => `${number.replace(/..(?=.)/g, "$& ")} 7`,
  "in threes": (number) => number.replace(/...(?=.)/g, "$& "),
  "in threes, a number before it": (number) => `250 ${number.replace(/...(?=.)/g, "$& ")}`,
  "in thousands": (number) => number.replace(/\d(?=(?:\d{3})+$)/g, "$&,"),
  "in thousands, a number of three digits behind it": (number) =>
    `${number.replace(/\d(?=(?:\d{3})+$)/g, "$&.")}.250`,
}

function fours(number: string): string {
  return (number.match(/.{1,4}/g) ?? []).join(" ")
}

/** Ways to write a number, each with a name. */
export function spellings(number: string): [how: string, text: string][] {
  const grouped = Object.entries(SEPARATORS).flatMap(([name, separator]) =>
    groupings(number).map((groups): [string, string] => [
      `${name} between ${groups.map(({ length }) => length).join("-")}`,
      groups.join(separator),
    ])
  )
  const whole = Object.entries(WHOLE).map(([how, spell]): [string, string] => [how, spell(number)])
  return [...grouped, ...whole, ...slipped(number)]
}

/** One misplaced space: only for the usual lengths, because others are more often two numbers. */
function slipped(number: string): [how: string, text: string][] {
  return [15, 16].includes(number.length)
    ? [...number.slice(1)].flatMap((_, index) =>
        [" ", "\u00a0", "\t", "\r\n", "+"].map((slip): [string, string] => [
          `${JSON.stringify(slip)} slipped in after ${index + 1}`,
          `${number.slice(0, index + 1)}${slip}${number.slice(index + 1)}`,
        ])
      )
    : []
}

/** The same number, split over several fields or items. */
export function spread(number: string): [how: string, value: unknown][] {
  const fours = number.match(/.{1,4}/g) ?? []
  const half = Math.ceil(number.length / 8) * 4
  const ways: [string, unknown][] = [
    ["items of a list", { parts: fours }],
    ["numbers in a list", { parts: [...number].map(Number) }],
    [
      "sibling fields",
      Object.fromEntries(fours.map((part, index) => [`part_${String.fromCharCode(97 + index)}`, part])),
    ],
    ["two fields", { first: number.slice(0, half), second: number.slice(half) }],
    ["fields of a form", { fields: fours.map((value, index) => ({ name: `p${index}`, value })) }],
    ["numbers in a list, and a number behind it", { parts: [...number].map(Number), quantity: 1 }],
    ["items with a place", fours.map((value, index) => ({ index, value }))],
    ["place and item", { list: [...number].map((digit, at) => ({ at, digit: Number(digit) })) }],
    ["the last four by themselves", { most: number.slice(0, -4), last4: number.slice(-4) }],
    ["nested fields", { a: { b: fours.slice(0, 2).join(" ") }, c: { d: fours.slice(2).join(" ") } }],
  ]
  return ways.flatMap(([how, value]): [string, unknown][] => [
    [how, value],
    [`${how}, and a number in the next field`, { value, amount: 2500 }],
    [`${how}, and a number in the field before`, { amount: 2500, value }],
    [`${how}, and numbers around`, { year: 2026, amount: 2500, value, zip: "1800", quantity: 12 }],
  ])
}
