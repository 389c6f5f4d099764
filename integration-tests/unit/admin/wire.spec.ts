import type * as wire from "../../../src/admin/lib/wire"
import type { AdminAction } from "../../../src/api/admin-access"
import type { TerminalHealth } from "../../../src/workflows/check-terminal"
import type { IncidentView } from "../../../src/workflows/incident-view"
import type { OrderDesk } from "../../../src/workflows/order-desk"
import type { PaymentDetail } from "../../../src/workflows/payment-detail"
import type { PaymentRow } from "../../../src/workflows/payment-row"
import type { PhonePaymentView } from "../../../src/workflows/phone-payment-view"

/** True when everything of `Server` is what `Dashboard` reads; a field that is missing or different fails the type check. */
type Fits<Server extends Dashboard, Dashboard> = Server extends Dashboard ? true : never

describe("what the dashboard reads", () => {
  it("is what the server writes", () => {
    const fits: [
      Fits<PaymentRow, wire.PaymentRow>,
      Fits<PaymentDetail, wire.PaymentDetail>,
      Fits<IncidentView, wire.Incident>,
      Fits<OrderDesk, wire.OrderDesk>,
      Fits<PhonePaymentView, wire.PhonePayment>,
      Fits<TerminalHealth, wire.Terminal>,
      Fits<Record<AdminAction, boolean>, wire.Permissions>,
    ] = [true, true, true, true, true, true, true]
    expect(fits).not.toContain(false)
  })
})
