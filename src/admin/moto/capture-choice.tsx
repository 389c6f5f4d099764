import { RadioGroup } from "@medusajs/ui"
import { useTexts } from "../lib/use-texts"

export type Capture = "manual" | "automatic"

/** Whether the amount is held or captured. If the terminal can only capture, it says so instead of asking. */
export function CaptureChoice({
  canHold,
  canCharge,
  value,
  onChange,
}: {
  canHold: boolean
  /** By the user's role; without it the amount is held. */
  canCharge: boolean
  value: Capture
  onChange: (value: Capture) => void
}) {
  const { moto: texts } = useTexts()
  if (!canHold) {
    return <p className="txt-small text-ui-fg-subtle">{texts.holdOnly}</p>
  }
  return canCharge ? (
    <RadioGroup
      aria-label={texts.when}
      className="grid grid-cols-2 gap-4"
      value={value}
      onValueChange={(chosen) => onChange(chosen === "manual" ? "manual" : "automatic")}
    >
      <RadioGroup.ChoiceBox value="manual" label={texts.hold} description={texts.holdHint} />
      <RadioGroup.ChoiceBox value="automatic" label={texts.charge} description={texts.chargeHint} />
    </RadioGroup>
  ) : null
}
