import type { MedusaContainer } from "@medusajs/framework/types"
import { findAll } from "../../medusa/graph"
import type { Finding } from "../../texts/health"
import { PROVIDER_NAMES } from "../../texts/method-names"
import { forEachLocale, type Locale } from "../../domain/locale"
import { methodName, serviceNamed, serviceOf } from "../../domain/payment-services"
import type { PaymentMethod } from "../../gateway/wire/payment-method"
import { FIELDS_METHOD, HOSTED_METHOD, readProviderId } from "../../medusa/provider-ids"

interface RegionRow {
  readonly name: string
  readonly payment_providers?: readonly ({ readonly id: string; readonly is_enabled: boolean } | null)[]
}

/** The method name of the card provider: nothing follows `xpay` in it. */
const CARDS = ""

/** Methods that only staff start, from the dashboard. */
const STAFF_METHODS: readonly string[] = ["moto", "link"]

/** A brand, the same in every language, or translated text. */
type Name = string | Readonly<Record<Locale, string>>

/** The terminal's enabled providers, by what follows `xpay-` in their names, with the regions. */
type SwitchedOn = ReadonlyMap<string, readonly string[]>

/** Compares the methods enabled in regions with those of the terminal. */
export async function compareMethods(
  container: MedusaContainer,
  entryId: string,
  offered: readonly PaymentMethod[] | undefined
): Promise<Finding[]> {
  const switchedOn = await findSwitchedOn(container, entryId)
  const forStaff = [...switchedOn].filter(([method]) => STAFF_METHODS.includes(method))
  const findings: Finding[] = forStaff.map(([, regions]) => ({
    kind: "staff_provider_in_region",
    facts: { regions: join(regions) },
  }))
  if (switchedOn.size === forStaff.length) {
    return [...findings, { kind: "methods_none" }]
  }
  return [
    ...findings,
    ...(offered === undefined ? [{ kind: "methods_unknown" as const }] : findingsOf(switchedOn, offered)),
  ]
}

function findingsOf(switchedOn: SwitchedOn, offered: readonly PaymentMethod[]): Finding[] {
  const services = new Set(offered.flatMap(({ circuit }) => serviceOf(circuit) ?? []))
  const hasCards = offered.some(({ type }) => type === "CARD")
  const findings: Finding[] = []
  const there: Name[] = []
  for (const [method, regions] of switchedOn) {
    const service = serviceNamed(method)
    if (service === undefined) {
      const name = UNBRANDED[method]
      if ((method === CARDS || method === FIELDS_METHOD) && !hasCards) {
        findings.push({ kind: "cards_missing", facts: { regions: join(regions) } })
      } else if (name !== undefined) {
        there.push(name)
      }
    } else if (services.has(service)) {
      there.push(service.name)
    } else {
      findings.push({ kind: "methods_missing", facts: { names: service.name, regions: join(regions) } })
    }
  }
  const more = [...services].filter((service) => !switchedOn.has(methodName(service)))
  if (there.length > 0) {
    findings.push({ kind: "methods_on", facts: { names: inEachLanguage(there) } })
  }
  if (more.length > 0) {
    findings.push({ kind: "methods_more", facts: { names: join(more.map(({ name }) => name)) } })
  }
  return findings
}

async function findSwitchedOn(container: MedusaContainer, entryId: string): Promise<SwitchedOn> {
  const rows = await findAll<RegionRow>(container, {
    entity: "region",
    fields: ["name", "payment_providers.id", "payment_providers.is_enabled"],
  })
  const found = new Map<string, string[]>()
  for (const { name, payment_providers: providers } of rows) {
    for (const provider of providers ?? []) {
      const ours = provider?.is_enabled === true ? readProviderId(provider.id) : undefined
      if (ours !== undefined && (ours.entryId ?? "") === entryId) {
        const method = ours.method ?? CARDS
        found.set(method, [...(found.get(method) ?? []), name])
      }
    }
  }
  return found
}

/** Names of providers that are not a single method. */
const UNBRANDED: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  [CARDS]: PROVIDER_NAMES.card,
  [FIELDS_METHOD]: PROVIDER_NAMES.fields,
  [HOSTED_METHOD]: PROVIDER_NAMES.hosted,
}

function inEachLanguage(names: readonly Name[]): Record<Locale, string> {
  const inOne = (locale: Locale) =>
    join(names.map((name) => (typeof name === "string" ? name : name[locale])))
  return forEachLocale(inOne)
}

function join(names: readonly string[]): string {
  return names.join(", ")
}
