import { RadioGroup } from "@medusajs/ui"
import { useTexts } from "../lib/use-texts"

export type Capture = "manual" | "automatic"

/** Whether the amount is held or charged; said, and not asked, where the terminal can only charge. */
export function CaptureChoice({
  canHold,
  value,
  onChange,
}: {
  canHold: boolean
  value: Capture
  onChange: (value: Capture) => void
}) {
  const { phone: texts } = useTexts()
  return canHold ? (
    <RadioGroup
      aria-label={texts.when}
      className="grid grid-cols-2 gap-4"
      value={value}
      onValueChange={(chosen) => onChange(chosen === "manual" ? "manual" : "automatic")}
    >
      <RadioGroup.ChoiceBox value="manual" label={texts.hold} description={texts.holdHint} />
      <RadioGroup.ChoiceBox value="automatic" label={texts.charge} description={texts.chargeHint} />
    </RadioGroup>
  ) : (
    <p className="txt-small text-ui-fg-subtle">{texts.holdOnly}</p>
  )
}
