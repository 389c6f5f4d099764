import { FocusModal } from "@medusajs/ui"
import { PanelHeader } from "../lib/panel-header"
import { useTexts } from "../lib/use-texts"
import type { OrderPanel } from "../lib/wire"
import { PhoneForm } from "./phone-form"
import { PhoneOutcome } from "./phone-outcome"
import { usePhonePayment } from "./use-phone-payment"

/** Takes a card payment for an order or a draft order, for a customer on the phone. */
export default function PhonePanel({ panel, onClose }: { panel: OrderPanel; onClose: () => void }) {
  const { phone: texts } = useTexts()
  const { stage, send, again } = usePhonePayment(panel.order_id)
  const close = () => {
    if (stage.kind !== "sending") {
      onClose()
    }
  }
  return (
    <FocusModal open onOpenChange={close}>
      <FocusModal.Content>
        <PanelHeader title={texts.title} intro={texts.intro} />
        <PhoneForm panel={panel} stage={stage} onSend={(order, card) => void send(order, card)} />
        {(stage.kind === "asking" || stage.kind === "ended") && (
          <PhoneOutcome stage={stage} onAgain={again} />
        )}
      </FocusModal.Content>
    </FocusModal>
  )
}
