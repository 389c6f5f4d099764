import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Recorder } from "./recorder"
import { KEPT_ROWS } from "./starting-rows"

/** A secret that must not appear anywhere, and its name for a failure message. */
export interface Canary {
  readonly name: string
  readonly secret: string
}

/**
 * Searches everything recorded and every row of every table for secrets, in every usual encoding.
 *
 * @returns where they were found; empty if none.
 */
export async function scanForCanaries(
  db: Knex,
  recorder: Recorder,
  canaries: readonly Canary[]
): Promise<string[]> {
  const needles = canaries.flatMap(({ name, secret }) =>
    patterns(secret).map((pattern) => ({ name, ...pattern }))
  )
  const found: string[] = []
  const look = (where: string, text: string) => {
    for (const { name, encoding, pattern } of needles) {
      const match = pattern.exec(text)
      if (match !== null) {
        found.push(
          `${name} (${encoding}) in ${where}: …${text.slice(Math.max(0, match.index - 80), match.index)}‹here›`
        )
      }
    }
  }
  for (const { where, text } of recorder.all()) {
    look(where, text)
  }
  for (const { table, text } of await dumpDatabase(db)) {
    look(`table ${table}`, text)
  }
  return [...new Set(found)]
}

/** Every row of every table of the database, as text, as `pg_dump` would write it; without the test's own tables. */
export async function dumpDatabase(db: Knex): Promise<{ table: string; text: string }[]> {
  const { rows: tables } = (await db.raw(
    "select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') and not table_schema = any(?)",
    [KEPT_ROWS]
  )) as { rows: { table_schema: string; table_name: string }[] }
  const dumped: { table: string; text: string }[] = []
  for (const { table_schema, table_name } of tables) {
    const { rows } = (await db.raw("select row_to_json(t)::text as text from ??.?? t", [
      table_schema,
      table_name,
    ])) as {
      rows: { text: string }[]
    }
    dumped.push({ table: table_name, text: rows.map((row) => row.text).join("\n") })
  }
  return dumped
}

/** So few digits occur everywhere by chance: a security code is searched for together with its field name. */
const SHORT = 8

/**
 * A secret in every usual encoding, ignoring case. The encodings are written here, independently of the card number
 * detection in `src/domain`, which this scan checks.
 */
export function patterns(secret: string): { encoding: string; pattern: RegExp }[] {
  if (secret.length < SHORT) {
    return [
      {
        encoding: "named",
        pattern: new RegExp(`(?:cvv|cvc|cvn|csc|security.?code)[\\W_]{1,8}${secret}(?!\\d)`, "i"),
      },
    ]
  }
  const utf8 = Buffer.from(secret, "utf8")
  const groups = secret.match(/.{1,4}/g) ?? []
  // Base64 at each of the three offsets, without the characters that depend on neighbouring bytes.
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), utf8])
      .toString("base64")
      .replace(/=+$/, "")
    return text.slice(offset === 0 ? 0 : offset + 1, -1)
  })
  const texts: [string, string][] = [
    ["plain", secret],
    ["spaced", groups.join(" ")],
    ["dashed", groups.join("-")],
    ["url", encodeURIComponent(groups.join(" "))],
    ["reversed", [...secret].reverse().join("")],
    ["hex", utf8.toString("hex")],
    ["utf16", Buffer.from(secret, "utf16le").toString("latin1")],
    ...base64.map((text, offset): [string, string] => [`base64+${offset}`, text]),
  ]
  return texts.map(([encoding, text]) => ({ encoding, pattern: new RegExp(escapeRegExp(text), "i") }))
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
}
