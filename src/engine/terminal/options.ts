import { type z } from "@medusajs/framework/zod"
import type { Locale } from "../../domain/locale"
import { optionsSchema } from "./options-schema"
import { BASE_URLS, isNexi, isProduction, API_PATH } from "./api-address"

/** The options, checked, with defaults. */
export type TerminalSettings = Omit<z.output<typeof optionsSchema>, "baseUrl" | "extensions"> & {
  readonly baseUrl: string
  /** XPay is a simulator on this machine or in this network. */
  readonly isSimulated: boolean
}

/** The language of texts that the plugin writes for staff: alerts, and the notes of refunds. */
export function staffLocale({ alerts, defaultLocale }: TerminalSettings): Locale {
  return alerts.language ?? defaultLocale
}

/** Options that cannot work. The message names each option and the remedy. */
export class OptionsError extends Error {
  override readonly name = "OptionsError"
}

/**
 * Checks the options of one terminal. Never shows a value: keys are among them.
 *
 * @param names the known or possible names of the entry in `medusa-config.ts`
 * @throws OptionsError naming every option that cannot work, with the remedy.
 */
export function parseOptions(options: unknown, names: readonly string[] = []): TerminalSettings {
  const parsed = optionsSchema.safeParse(options ?? {}, { error: inOurWords })
  if (!parsed.success) {
    const { issues } = parsed.error
    throw new OptionsError(list([...explain(issues), ...contradictionsBeside(issues, options)], names))
  }
  const { extensions: _ofTheEntry, ...settings } = parsed.data
  const problems = contradictions(settings)
  if (problems.length > 0) {
    throw new OptionsError(list(problems, names))
  }
  const { baseUrl = BASE_URLS[settings.environment] } = settings
  return { ...settings, baseUrl, isSimulated: !isNexi(baseUrl) }
}

function contradictions(settings: Omit<z.output<typeof optionsSchema>, "extensions">): string[] {
  const problems: string[] = []
  if (settings.environment === "production" && settings.baseUrl !== undefined && !isNexi(settings.baseUrl)) {
    problems.push(
      '`baseUrl` must not be set in production: the production key would be sent to another server. Remove it, or set `environment: "sandbox"`.'
    )
  }
  if (settings.environment !== "production" && isProduction(settings.baseUrl)) {
    problems.push(
      '`baseUrl` is that of production, where cards and money are real. Remove it, or set `environment: "production"`.'
    )
  }
  if (settings.baseUrl !== undefined && !new URL(settings.baseUrl).pathname.endsWith(API_PATH)) {
    problems.push(
      `\`baseUrl\` lacks the path of the API: it ends with ${API_PATH}, as in ${BASE_URLS.sandbox}.`
    )
  }
  if (settings.accounting === "implicit" && settings.capture === "manual") {
    problems.push(
      '`capture: "manual"` cannot work on a terminal with `accounting: "implicit"`, which takes the money at once. Set `capture: "automatic"`, or ask Nexi for an explicit terminal.'
    )
  }
  if (settings.capture === "automatic" && settings.preauthorization) {
    problems.push(
      '`preauthorization` cannot work with `capture: "automatic"`, which takes the money at once. Remove one of them.'
    )
  }
  if (settings.capture === "automatic" && settings.captureOn !== undefined) {
    problems.push(
      '`captureOn` cannot work with `capture: "automatic"`, which takes the money at once. Remove one of them.'
    )
  }
  if (settings.environment === "production") {
    for (const [name, url] of [
      ["backendUrl", settings.backendUrl],
      ...settings.storefrontUrls.map((one) => ["storefrontUrls", one]),
    ]) {
      if (new URL(url ?? "").protocol !== "https:") {
        problems.push(`\`${name}\` must begin with https:// in production.`)
      }
    }
  }
  return problems
}

/**
 * For options without their own text in the schema: never shows the validator's message, which is for
 * programmers.
 */
function inOurWords(issue: z.core.$ZodRawIssue): string {
  if (issue.code === "invalid_type") {
    return `must be ${KINDS.get(issue.expected) ?? "of another kind"}`
  }
  if (issue.code === "too_small" && issue.origin === "number") {
    return `must be ${issue.minimum} or more`
  }
  if (issue.code === "too_small") {
    return `needs at least ${issue.minimum} ${issue.origin === "string" ? "characters" : "entries"}`
  }
  if (issue.code === "too_big") {
    return `must be ${issue.maximum} or less`
  }
  if (issue.code === "invalid_value") {
    return `must be ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`
  }
  return "is not what it can be: see docs/options.md"
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ["boolean", "true or false"],
  ["number", "a number"],
  ["int", "a whole number"],
  ["string", "a text in quotes"],
  ["array", "a list: [ … ]"],
  ["object", "an object: { … }"],
])

/** Replaces wrong or missing options, so that the rest can be checked in the same round. */
const STAND_INS = {
  apiKey: "00000000-0000-4000-8000-000000000000",
  backendUrl: "https://api.shop.example",
  storefrontUrls: ["https://shop.example"],
}

/** Contradictions among the options that are each valid. */
function contradictionsBeside(issues: readonly z.core.$ZodIssue[], options: unknown): string[] {
  const wrong = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : [String(issue.path[0])]
  )
  const right = Object.entries(options ?? {}).filter(([name]) => !wrong.includes(name))
  const rest = optionsSchema.safeParse({ ...STAND_INS, ...Object.fromEntries(right) })
  const isOfWrong = (problem: string) => wrong.some((name) => problem.includes(`\`${name}`))
  return rest.success ? contradictions(rest.data).filter((problem) => !isOfWrong(problem)) : []
}

function explain(issues: readonly z.core.$ZodIssue[]): string[] {
  return issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map(
          (key) =>
            `\`${[...issue.path, key].join(".")}\` is not an option: check the spelling in docs/options.md.`
        )
      : [`\`${issue.path.join(".")}\` ${issue.message}.`]
  )
}

function list(problems: readonly string[], names: readonly string[]): string {
  const whose =
    names.length === 0 ? "" : ` (provider ${names.map((name) => JSON.stringify(name)).join(" or ")})`
  return `The options of medusa-payment-nexi-xpay${whose} in medusa-config.ts cannot work:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`
}
