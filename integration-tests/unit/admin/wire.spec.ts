import type * as wire from "../../../src/admin/lib/wire"
import type { AdminAction } from "../../../src/api/guards/admin-access"
import type { TerminalHealth } from "../../../src/use-cases/health/check-terminal"
import type { IncidentView } from "../../../src/use-cases/staff/views/incidents"
import type { OrderPanel } from "../../../src/use-cases/staff/order-panel"
import type { CardFacts } from "../../../src/use-cases/staff/views/card-facts"
import type { PaymentList } from "../../../src/use-cases/staff/views/list-payments"
import type { PaymentDetail } from "../../../src/use-cases/staff/views/payment-detail"
import type { PaymentRow } from "../../../src/use-cases/staff/views/payment-row"
import type { MotoPaymentView } from "../../../src/use-cases/staff/views/moto-result"

/**
 * True if every type of `Server` matches the one that `Dashboard` reads; a missing or different field fails the type
 * check.
 */
type Fits<Server extends Dashboard, Dashboard> = Server extends Dashboard ? true : never

describe("what the dashboard reads", () => {
  it("is what the server writes", () => {
    const fits: [
      Fits<PaymentRow, wire.PaymentRow>,
      Fits<PaymentList, wire.PaymentList>,
      Fits<CardFacts, wire.CardFacts>,
      Fits<PaymentDetail, wire.PaymentDetail>,
      Fits<IncidentView, wire.Incident>,
      Fits<OrderPanel, wire.OrderPanel>,
      Fits<MotoPaymentView, wire.MotoPayment>,
      Fits<TerminalHealth, wire.Terminal>,
      Fits<Record<AdminAction, boolean>, wire.Permissions>,
    ] = [true, true, true, true, true, true, true, true, true]
    expect(fits).not.toContain(false)
  })
})
