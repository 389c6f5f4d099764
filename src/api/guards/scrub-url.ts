import { parse } from "node:url"
import { ATTEMPT_STATES } from "../../domain/attempt-state"
import { CHANNELS } from "../../domain/channels"
import { maskCardNumbers } from "../../domain/card-numbers/find-card-numbers"

/** The parts of a URL of one of our routes. */
export interface ScrubbedUrl {
  /** For routing and tracing: without card numbers and return tokens. */
  readonly url: string
  /** For the access log: also without anything not known to be harmless. */
  readonly logged: string
  /** The part removed from a return URL. */
  readonly secret?: ReturnSecret
  /**
   * Set if the URL named more than one language. They are removed: Medusa's own parser fails on a list, and the request
   * would never get a response.
   */
  readonly manyLocales?: boolean
}

/** Visible to the return route only. */
export interface ReturnSecret {
  readonly token: string
  /** The parameters sent by the issuer's page. */
  readonly query: string
}

const TOKEN = "[token]"

/**
 * Removes from a request's URL what no log or trace may hold: from a return URL its token and all parameters; from any
 * other URL of ours card numbers, except their last four digits. Undefined for URLs that are not ours.
 */
export function scrubUrl(requested: string): ScrubbedUrl | undefined {
  const address = asRouted(requested)
  const mark = address.indexOf("?")
  const path = mark < 0 ? address : address.slice(0, mark)
  const query = mark < 0 ? "" : address.slice(mark + 1)
  const segments = path.split("/")
  const [, first = "", second = "", ...rest] = segments.map(decodeSegment)
  if (isReturn(first, second) && rest[0] !== undefined && rest[0] !== "" && !rest[0].includes("/")) {
    const url = [...segments.slice(0, 3), TOKEN, ...segments.slice(4)].join("/")
    return { url, logged: url, secret: { token: segments[3] ?? "", query } }
  }
  // With extra or encoded slashes it matches no route, but still holds the token.
  const [one = "", two = "", ...others] = segments
    .flatMap((segment) => decodeSegment(segment).split("/"))
    .filter(Boolean)
  if (isReturn(one, two) && others.length > 0) {
    const url = `/xpay/${two}//${TOKEN}`
    return { url, logged: url }
  }
  if (!isOurs(one, two, others[0] ?? "")) {
    return undefined
  }
  const cleanPath = maskCardNumbers(readable(path), lastFour)
  const cleanQuery = maskCardNumbers(query, lastFour)
  const locales = cleanQuery.split("&").filter(namesLocale)
  const manyLocales = locales.length > 1 || locales.some((parameter) => !/^locale(=|$)/i.test(parameter))
  return {
    url: mark < 0 ? cleanPath : `${cleanPath}?${manyLocales ? withoutLocales(cleanQuery) : cleanQuery}`,
    logged: mark < 0 ? cleanPath : `${cleanPath}?${hideValues(cleanQuery)}`,
    ...(manyLocales ? { manyLocales } : {}),
  }
}

/** Parses a URL as Express's `parseurl` does. An unreadable URL is mapped to a path without a route. */
function asRouted(requested: string): string {
  if (/^\/[^\t\n\f\r #\u00a0\ufeff]*$/.test(requested)) {
    return requested
  }
  try {
    // Express uses this parser, and accepts the same characters as slashes.
    const { pathname, search } = parse(requested)
    return `${pathname ?? "/"}${search ?? ""}`
  } catch {
    return "/xpay/unreadable"
  }
}

/**
 * Whether Medusa may read a parameter as the language, or as a list or an object of languages, however its name is
 * encoded.
 */
function namesLocale(parameter: string): boolean {
  return /^\[*locale([[\]]|$)/.test(decodeSegment(parameter.split("=", 1)[0] ?? ""))
}

function withoutLocales(query: string): string {
  return query
    .split("&")
    .filter((parameter) => !namesLocale(parameter))
    .join("&")
}

function isReturn(first: string, second: string): boolean {
  return first === "xpay" && (second === "return" || second === "cancel")
}

function isOurs(first: string, second: string, third: string): boolean {
  return (
    first === "xpay" ||
    (second === "xpay" && (first === "admin" || first === "store")) ||
    (first === "hooks" && second === "payment" && third.startsWith("xpay"))
  )
}

/** A path that cannot be decoded would cause an error in Express. Escaped, it is an unknown id. */
function readable(path: string): string {
  try {
    decodeURIComponent(path)
    return path
  } catch {
    return path.replaceAll("%", "%25")
  }
}

/** Case-insensitive, like the router. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment).toLowerCase()
  } catch {
    return segment.toLowerCase()
  }
}

function lastFour(found: string): string {
  return /\d{4}$/.exec(found)?.[0] ?? "****"
}

const LIST = (words: readonly string[]) => `(${words.join("|")})((,|%2C)(${words.join("|")})){0,19}`
const NUMBER = String.raw`\d{1,15}(\.\d{1,4})?`

/** Parameters of our routes, and the values that are safe to log; undefined: none. */
const PARAMETERS: ReadonlyMap<string, RegExp | undefined> = new Map(
  Object.entries({
    limit: NUMBER,
    offset: NUMBER,
    amount_min: NUMBER,
    amount_max: NUMBER,
    order: "-?created_at",
    state: LIST(Object.keys(ATTEMPT_STATES)),
    channel: LIST(Object.keys(CHANNELS)),
    resolved: "true|false",
    locale: "[A-Za-z]{2}([-_][A-Za-z]{2})?",
    q: undefined,
    cart_id: undefined,
    order_id: undefined,
    created_from: undefined,
    created_to: undefined,
  }).map(([name, values]) => [name, values === undefined ? undefined : new RegExp(`^(${values})$`)])
)

/** More than any page of ours sends; limits the length of a log line. */
const MOST_PARAMETERS = 20

/** Hides everything not known to be harmless, including parameter names: anything can be pasted into a URL. */
function hideValues(query: string): string {
  const parameters = query.split("&", MOST_PARAMETERS + 1).map((parameter) => {
    const sign = parameter.indexOf("=")
    const name = sign < 0 ? "" : parameter.slice(0, sign)
    if (!PARAMETERS.has(name)) {
      return parameter === "" ? "" : "[hidden]"
    }
    return PARAMETERS.get(name)?.test(parameter.slice(sign + 1)) === true ? parameter : `${name}=[hidden]`
  })
  return parameters.length > MOST_PARAMETERS
    ? [...parameters.slice(0, MOST_PARAMETERS), "[more]"].join("&")
    : parameters.join("&")
}
