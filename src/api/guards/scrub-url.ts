import { parse } from "node:url"
import { ATTEMPT_STATES } from "../../domain/attempt-state"
import { CHANNELS } from "../../domain/channels"
import { maskCardNumbers } from "../../domain/card-numbers/find-card-numbers"

/** What an address of ours holds, apart. */
export interface ScrubbedUrl {
  /** To be routed, traced and seen by anybody: without card numbers and return tokens. */
  readonly url: string
  /** For the access log: without anything that is not known to be harmless, too. */
  readonly logged: string
  /** What was taken out of a return address. */
  readonly secret?: ReturnSecret
  /** It names more than one language, which is taken out: Medusa's own reading of it breaks on a list, and never answers. */
  readonly manyLocales?: boolean
}

/** What only the route of a return address may see. */
export interface ReturnSecret {
  readonly token: string
  /** What the issuer's page sent along. */
  readonly query: string
}

const TOKEN = "[token]"

/**
 * Takes out of a request's address what no log and no trace may hold: of a return address its token and all parameters;
 * of any other address of ours card numbers, of which the last four digits stay. Undefined for addresses of others.
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
  // With other slashes it leads nowhere, and holds the same.
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

/** As Express's `parseurl` reads an address; what no router can read leads to a place where nothing is. */
function asRouted(requested: string): string {
  if (/^\/[^\t\n\f\r #\u00a0\ufeff]*$/.test(requested)) {
    return requested
  }
  try {
    // It is what Express uses, with all that it takes for a slash.
    const { pathname, search } = parse(requested)
    return `${pathname ?? "/"}${search ?? ""}`
  } catch {
    return "/xpay/unreadable"
  }
}

/** A parameter that Medusa may read as the language, or as a list or an object of them: however its name is encoded. */
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

/** A path that cannot be decoded would be an error inside Express; like this it is an id that nobody has. */
function readable(path: string): string {
  try {
    decodeURIComponent(path)
    return path
  } catch {
    return path.replaceAll("%", "%25")
  }
}

/** As the router reads it: without regard to case. */
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

/** Parameters of our routes, and what may stand in them that says nothing about anybody; undefined: nothing. */
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

/** More than any page of ours asks with; a log line has an end. */
const MOST_PARAMETERS = 20

/** Whatever is not known to be harmless is hidden, a parameter's name as well: anything can be pasted into an address. */
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
