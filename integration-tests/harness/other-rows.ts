import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

interface Row {
  readonly id: string
}

interface RowService {
  list(filters: object, config?: object): Promise<Row[]>
  create(row: object): Promise<Row>
  delete(ids: string[]): Promise<unknown>
}

type Verb = (providerId: string, input: { context?: object }) => Promise<unknown>

interface PaymentModuleInside {
  readonly paymentProviderService_: Record<"capturePayment" | "refundPayment", Verb>
  readonly captureService_: RowService
  readonly refundService_: RowService
}

const KINDS = {
  capture: { verb: "capturePayment", service: "captureService_" },
  refund: { verb: "refundPayment", service: "refundService_" },
} as const

/** A Medusa that treats the rows of captures and refunds as a future release may. */
export interface OtherRows {
  /** The idempotency key passed to the provider, in place of the row's id. */
  readonly key: string
  /** Called after Medusa writes the row and before it calls the provider. */
  readonly beforeCall?: (rows: RowService) => Promise<unknown>
  /** Columns that a row has in addition to today's. */
  readonly columns?: (row: Row) => object
}

/** In effect until jest restores its mocks. */
export function writeOtherRows(container: MedusaContainer, kind: keyof typeof KINDS, other: OtherRows): void {
  const inside = container.resolve<PaymentModuleInside>(Modules.PAYMENT)
  const rows = inside[KINDS[kind].service]
  const { verb } = KINDS[kind]
  const call = inside.paymentProviderService_[verb].bind(inside.paymentProviderService_)
  jest.spyOn(inside.paymentProviderService_, verb).mockImplementation(async (providerId, input) => {
    await other.beforeCall?.(rows)
    return await call(providerId, { ...input, context: { ...input.context, idempotency_key: other.key } })
  })
  const list = rows.list.bind(rows)
  jest
    .spyOn(rows, "list")
    .mockImplementation(async (filters, config) =>
      (await list(filters, config)).map((row) => ({ ...row, ...other.columns?.(row) }))
    )
}
