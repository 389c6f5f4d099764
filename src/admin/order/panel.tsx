import type { OrderPanel } from "../lib/wire"
import LinkPanel from "../links/link-panel"
import PaymentDrawer from "../payment/payment-drawer"
import PhonePanel from "../phone/phone-panel"

/** What is open above the order page: a panel, or the payment with this id. */
export type Open = "phone" | "link" | (string & {})

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
  return open === "phone" ? (
    <PhonePanel panel={panel} onClose={onClose} />
  ) : open === "link" ? (
    <LinkPanel panel={panel} onClose={onClose} onMade={onOpen} />
  ) : (
    <PaymentDrawer id={open} onClose={onClose} />
  )
}
