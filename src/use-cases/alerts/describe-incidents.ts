import type { MedusaContainer } from "@medusajs/framework/types"
import { dashboardPath } from "../../medusa/configuration"
import { findAll } from "../../medusa/graph"
import { isIncidentKind, type IncidentKind } from "../../domain/incident-kinds"
import type { TerminalSettings } from "../../engine/terminal/options"
import type { IncidentRecord } from "../../modules/xpay/incidents"
import type { AlertedIncident } from "../../texts/alerts"

/** An incident with the facts for its alert. */
export interface DescribedIncident extends AlertedIncident {
  readonly record: IncidentRecord
}

interface OrderLabel {
  readonly id: string
  readonly display_id: number
  readonly is_draft_order: boolean
}

/** Adds to each incident its order and its dashboard URL. */
export async function describeIncidents(
  container: MedusaContainer,
  { backendUrl }: TerminalSettings,
  records: readonly IncidentRecord[]
): Promise<DescribedIncident[]> {
  const orders = await ordersOf(container, records)
  const dashboard = `${backendUrl}${dashboardPath(container)}`
  return records
    .filter((record): record is IncidentRecord & { kind: IncidentKind } => isIncidentKind(record.kind))
    .map((record) => {
      const order = orders.find(({ id }) => id === record.order_id)
      return {
        record,
        kind: record.kind,
        detail: record.detail,
        order: order?.display_id,
        url: `${dashboard}${pathOf(order)}`,
      }
    })
}

function pathOf(order: OrderLabel | undefined): string {
  if (order === undefined) {
    return "/xpay"
  }
  return `/${order.is_draft_order ? "draft-orders" : "orders"}/${order.id}`
}

async function ordersOf(
  container: MedusaContainer,
  records: readonly IncidentRecord[]
): Promise<OrderLabel[]> {
  const ids = [...new Set(records.flatMap(({ order_id: id }) => id ?? []))]
  // An empty filter would match every row.
  if (ids.length === 0) {
    return []
  }
  const fields = ["id", "display_id", "is_draft_order"]
  return await findAll<OrderLabel>(container, { entity: "order", fields, filters: { id: ids } })
}
