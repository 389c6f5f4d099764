/** The middlewares before a store route, read from the plugin's configuration. */
import ts from "typescript"
import { parse } from "./declarations"

export interface Before {
  /** Who may call: anyone; anyone, with a signed-in customer recognized; or only a signed-in customer. */
  readonly customer: "any" | "known" | "needed"
  readonly refusesCards: boolean
}

/** @param route with parameter names in brackets: `/store/xpay/saved-cards/[id]` */
export function before(method: string, route: string): Before {
  const texts = rules()
    .filter(
      ({ matcher, methods }) =>
        matches(matcher, route, methods === "") && (methods === "" || methods.includes(`"${method}"`))
    )
    .map(({ middlewares }) => middlewares)
  const customers = texts.filter((text) => text.includes('authenticate("customer"'))
  return {
    customer:
      customers.length === 0
        ? "any"
        : customers.every((text) => text.includes("allowUnauthenticated"))
          ? "known"
          : "needed",
    refusesCards: texts.some((text) => text.includes("refuseCardInBody")),
  }
}

interface Rule {
  readonly matcher: string
  /** As written; empty: all. */
  readonly methods: string
  readonly middlewares: string
}

function rules(): Rule[] {
  const source = parse("src/api/middlewares.ts")
  const found: Rule[] = []
  const look = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const value = (name: string) =>
        node.properties
          .filter(ts.isPropertyAssignment)
          .find((property) => property.name.getText(source) === name)
          ?.initializer.getText(source) ?? ""
      if (value("matcher") !== "") {
        const matcher = value("matcher").slice(1, -1)
        found.push({ matcher, methods: value("methods"), middlewares: value("middlewares") })
      }
    }
    ts.forEachChild(node, look)
  }
  look(source)
  return found
}

/** As in Express: a matcher without methods is a prefix. */
function matches(matcher: string, route: string, isPrefix: boolean): boolean {
  const pattern = matcher.replace(/:\w+/g, "[^/]+")
  return new RegExp(`^${pattern}${isPrefix ? "(/|$)" : "$"}`).test(route)
}
