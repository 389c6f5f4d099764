import type { OrderDesk } from "../lib/wire"
import LinkPanel from "../links/link-panel"
import PaymentDrawer from "../payment/payment-drawer"
import PhonePanel from "../phone/phone-panel"

/** What is open above the order page: a panel, or the payment with this id. */
export type Open = "phone" | "link" | (string & {})

export default function Panel({
  open,
  desk,
  onOpen,
}: {
  open: Open
  desk: OrderDesk
  onOpen: (open: Open | undefined) => void
}) {
  const onClose = () => onOpen(undefined)
  return open === "phone" ? (
    <PhonePanel desk={desk} onClose={onClose} />
  ) : open === "link" ? (
    <LinkPanel desk={desk} onClose={onClose} onMade={onOpen} />
  ) : (
    <PaymentDrawer id={open} onClose={onClose} />
  )
}
