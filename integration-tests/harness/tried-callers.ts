import { ADMIN_ACTIONS } from "../../src/api/guards/admin-access"

/** Every permission that a route of the plugin requires. */
const PERMISSIONS = [...new Set<string>(Object.values(ADMIN_ACTIONS).flat())]

/** Roles: one without any permission and, for each permission, one that has all the others and one that has only it. */
export const TRIED_ROLES: readonly (readonly [role: string, allowed: readonly string[]])[] = [
  ["nothing", []],
  ...PERMISSIONS.flatMap((one): [string, string[]][] => [
    [`all but ${one}`, PERMISSIONS.filter((other) => other !== one)],
    [`only ${one}`, [one]],
  ]),
]

/** Callers of the admin API who are not an existing signed-in user. */
export const STRANGERS = [
  "nobody",
  "a publishable key",
  "a customer",
  "a secret API key",
  "a deleted user",
  "a removed user",
] as const

/** Content types that a form of another site can send, or none. */
export const FORM_TYPES = [
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "text/plain",
  undefined,
] as const

/** Browser headers of a request from another site's page. */
export const OTHER_SITES: readonly Readonly<Record<string, string>>[] = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "http://localhost.evil.example:9000" },
  { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  { origin: "https://shop.evil.example", "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "cross-site" },
]

/** Return parameters with false claims. */
export const FORGED_RETURNS: readonly Readonly<Record<string, string>>[] = [
  {},
  { PaRes: "eyJ0cmFuc1N0YXR1cyI6IlkifQ" },
  { PaRes: "" },
  { paymentid: "1", esito: "OK" },
  { ThreeDSAuthResult: "AUTHENTICATED" },
  { operationResult: "EXECUTED", orderId: "1" },
  { transStatus: "Y", eci: "05" },
  { xpay_status: "paid", order_id: "order_forged" },
  { state: "authorized", securityToken: "0".repeat(32) },
  { "PaRes[]": "x", __proto__x: "y" },
]

/** How a return can arrive: method and path suffix. */
export const RETURN_DOORS = [
  ["GET", ""],
  ["POST", ""],
  ["GET", "/frame"],
  ["POST", "/frame"],
] as const

/** Security tokens that XPay did not issue. */
export const FORGED_TOKENS: readonly unknown[] = [
  undefined,
  null,
  "",
  " ",
  "0".repeat(32),
  "true",
  1,
  true,
  [],
  {},
  ["0".repeat(32)],
  "x".repeat(1_000),
]

/** What a forged notification claims. */
export const FORGED_CLAIMS = ["EXECUTED", "AUTHORIZED"] as const
