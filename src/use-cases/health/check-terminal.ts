import { providerIdOf } from "../../medusa/provider-ids"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { describeFindings, type Check, type Finding } from "../../texts/health"
import type { Locale } from "../../domain/locale"
import type { Engine } from "../../engine/engine"
import type { TerminalSettings } from "../../engine/terminal/options"
import { allEngines } from "../engine-for"
import { inquire, type TerminalInquiry } from "./query-terminal"
import { compareMethods } from "./compare-methods"
import { findCaptureProof } from "./find-capture-proof"
import { checkJob, checkSharing, type Viewpoint } from "./look-at-processes"
import { lookAtPayments } from "./look-at-payments"
import { lookAtTables } from "./look-at-tables"
import { compareOrigins, tryBackendUrl } from "./try-addresses"

/** A terminal's configuration, its methods, and the state of everything it depends on. */
export interface TerminalHealth {
  /** The `id` of its entry in the payment module's providers; empty if it has none. */
  readonly id: string
  /** The id of its card provider. */
  readonly provider_id: string
  readonly environment: "sandbox" | "production"
  /** The host that is called, with its port unless it is the default one. */
  readonly host: string
  readonly accounting: "explicit" | "implicit"
  readonly capture: "manual" | "automatic"
  readonly is_simulated: boolean
  /** Circuits and services, as XPay's `paymentService` spells them; empty if XPay could not be queried. */
  readonly methods: readonly string[]
  readonly checks: readonly Check[]
}

/**
 * Checks every terminal of the store and what the plugin needs around it. Sends one real call to XPay for each; changes
 * nothing.
 */
export async function checkTerminals(
  container: MedusaContainer,
  locale: Locale,
  viewpoint: Viewpoint = "server"
): Promise<TerminalHealth[]> {
  return await Promise.all(
    allEngines(container).map(async ({ id, engine }) => {
      const xpay = await inquire(engine)
      const findings = [
        ...xpay.findings,
        ...(await checkSurroundings(container, id, engine, xpay, viewpoint)),
      ]
      return { ...describeTerminal(id, engine, xpay), checks: describeFindings(findings, locale) }
    })
  )
}

function describeTerminal(
  id: string,
  { terminal }: Engine,
  { methods }: TerminalInquiry
): Omit<TerminalHealth, "checks"> {
  const { environment, baseUrl, accounting, capture, isSimulated } = terminal.settings
  return {
    id,
    provider_id: providerIdOf(undefined, id),
    environment,
    host: new URL(baseUrl).host,
    accounting,
    capture,
    is_simulated: isSimulated,
    methods: methods?.map(({ circuit }) => circuit) ?? [],
  }
}

async function checkSurroundings(
  container: MedusaContainer,
  id: string,
  { terminal }: Engine,
  xpay: TerminalInquiry,
  viewpoint: Viewpoint
): Promise<Finding[]> {
  const { settings } = terminal
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const tables = await lookAtTables(db)
  const records =
    tables.kind === "tables_missing"
      ? []
      : [findCaptureProof(container, id, settings), checkJob(db, id, viewpoint), lookAtPayments(container)]
  const found = await Promise.all([
    tryBackendUrl(settings),
    compareMethods(container, id, xpay.methods),
    checkSharing(container, terminal, viewpoint),
    ...records,
  ])
  return [tables, productionGate(settings), compareOrigins(container, settings), ...found.flat()]
}

function productionGate({ environment, saqDVerifiedByNexi }: TerminalSettings): Finding {
  if (environment !== "production") {
    return { kind: "not_production" }
  }
  return { kind: saqDVerifiedByNexi ? "saq_confirmed" : "saq_missing" }
}
