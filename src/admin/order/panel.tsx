import type { Notice } from "../lib/notice"
import type { OrderPanel } from "../lib/wire"
import LinkPanel from "../links/link-panel"
import PaymentDrawer from "../payment/payment-drawer"
import MotoPanel from "../moto/moto-panel"

/** What is open over the order page: a panel, or a payment with its first notice. */
export type Open = "moto" | "link" | { readonly payment: string; readonly notice?: Notice | undefined }

export default function Panel({
  open,
  panel,
  onOpen,
}: {
  open: Open
  panel: OrderPanel
  onOpen: (open: Open | undefined) => void
}) {
  const onClose = () => onOpen(undefined)
  return open === "moto" ? (
    <MotoPanel panel={panel} onClose={onClose} />
  ) : open === "link" ? (
    <LinkPanel panel={panel} onClose={onClose} onMade={(payment, notice) => onOpen({ payment, notice })} />
  ) : (
    <PaymentDrawer id={open.payment} notice={open.notice} onClose={onClose} />
  )
}
