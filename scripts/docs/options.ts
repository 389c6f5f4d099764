import { z } from "@medusajs/framework/zod"
import { optionsSchema } from "../../src/engine/terminal/options-schema"

interface JsonSchema {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  items?: JsonSchema
  default?: unknown
  description?: string
  minimum?: number
  maximum?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
}

/** The options schema as a table: name, values, default, meaning. */
export function optionsTable(): string {
  const schema = z.toJSONSchema(optionsSchema, { io: "input", unrepresentable: "any" }) as JsonSchema
  return ["| option | values | default | meaning |", "|---|---|---|---|", ...rows(schema, "")].join("\n")
}

function rows(schema: JsonSchema, prefix: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, option]) => {
    const inner = rows(option, `${prefix}${name}.`)
    const isRequired = prefix === "" && (schema.required ?? []).includes(name)
    const fallback = isRequired
      ? "**required**"
      : option.default === undefined || inner.length > 0
        ? ""
        : `\`${JSON.stringify(option.default)}\``
    return [
      `| \`${prefix}${name}\` | ${values(option)} | ${fallback} | ${option.description ?? ""} |`,
      ...inner,
    ]
  })
}

function values(option: JsonSchema): string {
  if (option.anyOf !== undefined) {
    return option.anyOf.map((one) => `\`${JSON.stringify(one.const)}\``).join(" ")
  }
  if (option.enum !== undefined) {
    return option.enum.map((value) => `\`${JSON.stringify(value)}\``).join(" ")
  }
  if (option.type === "array") {
    return `list of ${option.items?.type ?? "value"}s`
  }
  return option.properties === undefined ? `${option.type ?? ""}${limits(option)}` : ""
}

/** A whole number without its own limit has JavaScript's. */
function limits({ minimum, maximum }: JsonSchema): string {
  const most = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum
  if (minimum === undefined) {
    return most === undefined ? "" : `, at most ${most}`
  }
  return most === undefined ? `, at least ${minimum}` : `, ${minimum} to ${most}`
}
