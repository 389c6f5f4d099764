import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { madeSince } from "../../medusa/ids"
import { isFailedRow, REQUEST_MS } from "../../medusa/movement-rows"
import { FIRST_LOOK_MS, ImportCursor, OVERLAP_MS } from "../../modules/xpay/import-cursor"
import { journalOf } from "../engine-for"
import { readProviderId } from "../../medusa/provider-ids"
import type { PaymentSessionId } from "../../domain/ids"

const KINDS = { capture: "capt", refund: "ref" } as const
type Kind = keyof typeof KINDS

interface Row {
  readonly id: string
  readonly payment?: {
    readonly provider_id: string
    readonly payment_session_id?: PaymentSessionId | null
    readonly data?: Readonly<Record<string, unknown>> | null
  } | null
}

/**
 * Finds captures and refunds that Medusa has recorded and never requested from the provider: it lost its database
 * connection, or its process died, between the two, and could not remove them. Their payments become due, to be
 * repaired. Reads only rows created since the last run: Medusa's ids begin with their time, so its primary key serves
 * as the index.
 */
export async function findUnrequestedRows(container: MedusaContainer): Promise<void> {
  const cursor = new ImportCursor(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  const until = new Date((await journalOf(container).now()).getTime() - REQUEST_MS)
  for (const kind of Object.keys(KINDS) as Kind[]) {
    const name = `:${kind}`
    const from = (await cursor.read(name))?.getTime() ?? until.getTime() - FIRST_LOOK_MS
    for (const row of await listRows(container, kind, from - OVERLAP_MS, until)) {
      await makeDueIfUnrequested(container, kind, row)
    }
    await cursor.write(name, until)
  }
}

async function listRows(container: MedusaContainer, kind: Kind, from: number, until: Date): Promise<Row[]> {
  const payments = container.resolve<IPaymentModuleService>(Modules.PAYMENT)
  const filter = {
    id: madeSince(KINDS[kind], from),
    created_at: { $lt: until.toISOString() },
  }
  const config = { relations: ["payment"], take: null }
  const rows =
    kind === "capture"
      ? await payments.listCaptures(filter, config)
      : await payments.listRefunds(filter, config)
  return rows.filter((row) => !isFailedRow(row))
}

async function makeDueIfUnrequested(
  container: MedusaContainer,
  kind: Kind,
  { id, payment }: Row
): Promise<void> {
  const sessionId = payment?.payment_session_id
  if (sessionId == null || readProviderId(payment?.provider_id ?? "") === undefined) {
    return
  }
  const journal = journalOf(container)
  const account = await journal.findForSession(sessionId, payment?.data?.["attempt_id"])
  const isKnown = account?.movements.some(
    // Money captured with the authorization has a capture in Medusa without a request.
    (one) =>
      one.medusa_reference === id || (one.kind === kind && one.is_booked && one.medusa_reference === null)
  )
  if (account !== undefined && isKnown !== true) {
    await journal.update(account.attempt.id, { nextCheckSeconds: 0 })
  }
}
