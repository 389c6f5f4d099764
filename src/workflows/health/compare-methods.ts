import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Finding } from "../../domain/health-texts"
import type { Locale } from "../../domain/locale"
import { methodName, serviceNamed, serviceOf } from "../../domain/payment-services"
import type { PaymentMethod } from "../../gateway/wire/payment-method"
import { readProviderId } from "../engines"

interface RegionRow {
  readonly name: string
  readonly payment_providers?: readonly ({ readonly id: string; readonly is_enabled: boolean } | null)[]
}

/** A provider of the terminal that is switched on, by what follows `xpay-` in its name; "" for cards. */
type SwitchedOn = ReadonlyMap<string, readonly string[]>

/** What the regions have switched on of a terminal, against what the terminal has. */
export async function compareMethods(
  container: MedusaContainer,
  entryId: string,
  offered: readonly PaymentMethod[] | undefined
): Promise<Finding[]> {
  const switchedOn = await findSwitchedOn(container, entryId)
  if (switchedOn.size === 0) {
    return [{ kind: "methods_none" }]
  }
  if (offered === undefined) {
    return [{ kind: "methods_unknown" }]
  }
  const hasCards = offered.some(({ type }) => type === "CARD")
  const services = new Set(offered.flatMap(({ circuit }) => serviceOf(circuit) ?? []))
  const missing = [...switchedOn].flatMap(([method, regions]) => {
    const service = serviceNamed(method)
    return service === undefined || services.has(service) ? [] : [{ name: service.name, regions }]
  })
  const there = [...switchedOn.keys()].flatMap((method) => {
    const service = serviceNamed(method)
    if (service !== undefined) {
      return services.has(service) ? [service.name] : []
    }
    return method !== "" || hasCards ? [SPOKEN[method] ?? method] : []
  })
  const more = [...services].filter((service) => !switchedOn.has(methodName(service)))
  return [
    ...(switchedOn.has("") && !hasCards
      ? [{ kind: "cards_missing" as const, facts: { regions: join(switchedOn.get("") ?? []) } }]
      : []),
    ...missing.map(({ name, regions }) => ({
      kind: "methods_missing" as const,
      facts: { names: name, regions: join(regions) },
    })),
    ...(there.length === 0
      ? []
      : [{ kind: "methods_on" as const, facts: { names: { en: say(there, "en"), it: say(there, "it") } } }]),
    ...(more.length === 0
      ? []
      : [{ kind: "methods_more" as const, facts: { names: join(more.map(({ name }) => name)) } }]),
  ]
}

async function findSwitchedOn(container: MedusaContainer, entryId: string): Promise<SwitchedOn> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "region",
    fields: ["name", "payment_providers.id", "payment_providers.is_enabled"],
  })
  const found = new Map<string, string[]>()
  for (const { name, payment_providers: providers } of data as unknown as RegionRow[]) {
    for (const provider of providers ?? []) {
      const ours = provider?.is_enabled === true ? readProviderId(provider.id) : undefined
      if (ours !== undefined && (ours.entryId ?? "") === entryId) {
        const method = ours.method ?? ""
        found.set(method, [...(found.get(method) ?? []), name])
      }
    }
  }
  return found
}

/** Names of providers that are no single method. */
const SPOKEN: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  "": { en: "cards", it: "carte" },
  hosted: { en: "XPay's whole page", it: "la pagina completa di XPay" },
}

function say(names: readonly (string | Readonly<Record<Locale, string>>)[], locale: Locale): string {
  return join(names.map((name) => (typeof name === "string" ? name : name[locale])))
}

function join(names: readonly string[]): string {
  return names.join(", ")
}
