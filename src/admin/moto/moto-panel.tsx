import { FocusModal } from "@medusajs/ui"
import { PanelHeader } from "../lib/panel-header"
import { useTexts } from "../lib/use-texts"
import type { OrderPanel } from "../lib/wire"
import { MotoForm } from "./moto-form"
import { MotoOutcome } from "./moto-outcome"
import { useMotoPayment } from "./use-moto-payment"

/** Takes a MOTO payment for an order or a draft order. */
export default function MotoPanel({ panel, onClose }: { panel: OrderPanel; onClose: () => void }) {
  const { moto: texts } = useTexts()
  const { stage, send, again } = useMotoPayment(panel.order_id)
  const close = () => {
    if (stage.kind !== "sending") {
      onClose()
    }
  }
  return (
    <FocusModal open onOpenChange={close}>
      <FocusModal.Content>
        <PanelHeader title={texts.title} intro={texts.intro} />
        <MotoForm panel={panel} stage={stage} onSend={(order, card) => void send(order, card)} />
        {(stage.kind === "asking" || stage.kind === "ended") && <MotoOutcome stage={stage} onAgain={again} />}
      </FocusModal.Content>
    </FocusModal>
  )
}
