import { ADMIN_ACTIONS } from "../../src/api/guards/admin-access"

/** Every permission that a route of the plugin's asks for. */
const PERMISSIONS = [...new Set<string>(Object.values(ADMIN_ACTIONS).flat())]

/** Roles: one without any permission, and for each permission one that has all the others, and one that has it alone. */
export const TRIED_ROLES: readonly (readonly [role: string, allowed: readonly string[]])[] = [
  ["nothing", []],
  ...PERMISSIONS.flatMap((one): [string, string[]][] => [
    [`all but ${one}`, PERMISSIONS.filter((other) => other !== one)],
    [`only ${one}`, [one]],
  ]),
]

/** Callers of the admin API who are no signed-in user that exists. */
export const STRANGERS = [
  "nobody",
  "a publishable key",
  "a customer",
  "a secret API key",
  "a deleted user",
  "a removed user",
] as const

/** What a form of another site can send: these types, or none. */
export const FORM_TYPES = [
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "text/plain",
  undefined,
] as const

/** What a browser says of a request that another site's page makes. */
export const OTHER_SITES: readonly Readonly<Record<string, string>>[] = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "http://localhost.evil.example:9000" },
  { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  { origin: "https://shop.evil.example", "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "cross-site" },
]

/** Parameters of a return that claim what is not so. */
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

/** The ways in which a return comes: address and method. */
export const RETURN_DOORS = [
  ["GET", ""],
  ["POST", ""],
  ["GET", "/frame"],
  ["POST", "/frame"],
] as const

/** Security tokens that XPay has not given out. */
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
