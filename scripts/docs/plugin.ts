import { ATTEMPT_STATES, ATTEMPT_TRANSITIONS, type AttemptState } from "../../src/domain/attempt-state"
import { CHECK_TITLES, FINDINGS } from "../../src/texts/health"
import { XPAY_EVENTS } from "../../src/domain/events"
import { INCIDENT_TEXTS } from "../../src/texts/incidents"
import { methodName, PAYMENT_SERVICES } from "../../src/domain/payment-services"
import folders from "../../folders.json"

/** The state table as a Mermaid diagram, which GitHub and npm render. */
export function stateDiagram(): string {
  const states = Object.keys(ATTEMPT_STATES) as AttemptState[]
  const edges = states.flatMap((from) => ATTEMPT_TRANSITIONS[from].map((to) => `  ${from} --> ${to}`))
  const meanings = states.map((state) => `| \`${state}\` | ${ATTEMPT_STATES[state]} |`)
  return [
    "```mermaid",
    "stateDiagram-v2",
    "  [*] --> created",
    ...edges,
    "```",
    "",
    "| state | meaning |",
    "|---|---|",
    ...meanings,
  ].join("\n")
}

/** The folders of `src`, from the lint rule. */
export function folderTable(): string {
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``)
  const rows = folders.map(
    ({ folder, holds, uses }) => `| \`src/${folder}\` | ${holds} | ${code(uses).join(", ")} |`
  )
  const layers = folders.flatMap(({ folder, layers = [] }) =>
    layers.length === 0 ? [] : [`- \`${folder}\`: ${code(layers).join(" · ")}`]
  )
  return [
    "| folder | what it contains | may use |",
    "|---|---|---|",
    ...rows,
    "",
    "Inside these folders a file may use what is listed before it, never what is listed after it:",
    "",
    ...layers,
  ].join("\n")
}

/** Every incident that needs a person: what happened, and what to do. */
export function incidentTable(): string {
  const rows = Object.entries(INCIDENT_TEXTS).map(
    ([kind, { en }]) => `| \`${kind}\` | ${en.title} | ${en.advice} |`
  )
  return ["| kind | what happened | what to do |", "|---|---|---|", ...rows].join("\n")
}

/** The events that the plugin emits. */
export function eventTable(): string {
  const rows = Object.entries(XPAY_EVENTS).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`)
  return ["| event | when |", "|---|---|", ...rows].join("\n")
}

/** The problems that a terminal check can find, as the settings page and the doctor describe them. */
export function findingTable(): string {
  const rows = Object.values(FINDINGS)
    .filter(({ status }) => status !== "ok")
    .map(
      ({ check, status, en }) =>
        `| ${CHECK_TITLES[check].en} | ${status} | ${en.replaceAll(/\{(\w+)\}/g, "*$1*")} |`
    )
  return ["| check | status | message |", "|---|---|---|", ...rows].join("\n")
}

/** The methods of XPay's page with their known limits. */
export function methodTable(): string {
  const euros = (minor: bigint | undefined) => (minor === undefined ? "" : `€${Number(minor) / 100}`)
  const rows = PAYMENT_SERVICES.map((service) => {
    const { name, currencies, countries, min, max, capturesLater, isRefundable } = service
    const where =
      countries === undefined ? "everywhere" : countries.map((country) => country.toUpperCase()).join(", ")
    return `| ${name} | \`pp_xpay-${methodName(service)}_…\` | ${currencies?.join(", ") ?? "as the terminal"} | ${where} | ${euros(min)} | ${euros(max)} | ${capturesLater === true ? "yes" : "no"} | ${isRefundable === false ? "no" : "yes"} |`
  })
  return [
    "| method | provider | currencies | customers in | from | up to | can be captured later | can be refunded |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n")
}
