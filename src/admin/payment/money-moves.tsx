import { Button, Heading } from "@medusajs/ui"
import { usePermissions } from "../lib/use-permissions"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"
import type { Move } from "./use-move"

const MOVES: readonly Move[] = ["capture", "refund", "void", "cancel_capture"]

/**
 * The possible movements of money; those that are not allowed show why. Renders nothing for payments without money, and
 * nothing that the user's role does not allow.
 */
export function MoneyMoves({ payment, onForm }: { payment: PaymentDetail; onForm: (kind: Move) => void }) {
  const texts = useTexts()
  const permissions = usePermissions()
  const moves = MOVES.filter((kind) => permissions?.[kind])
  if (payment.authorized_at === null || moves.length === 0) {
    return null
  }
  return (
    <section aria-label={texts.payment.money}>
      <Heading level="h3" className="mb-2">
        {texts.payment.money}
      </Heading>
      <ul className="flex flex-col gap-y-2">
        {moves.map((kind) => {
          const { allowed, reason } = payment.can[kind]
          return (
            <li key={kind} className="flex items-center gap-x-4">
              <Button
                size="small"
                variant="secondary"
                className="min-w-40"
                disabled={!allowed}
                aria-describedby={reason === null ? undefined : `${payment.id}-${kind}`}
                onClick={() => onForm(kind)}
              >
                {texts.move[kind]}
              </Button>
              {reason !== null && (
                <span id={`${payment.id}-${kind}`} className="text-ui-fg-subtle txt-compact-xsmall">
                  {reason}
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
