import { Textarea } from "@medusajs/ui"
import { Field } from "./field"
import { useTexts } from "./use-texts"

/** The reason for an action, for the audit trail. */
export function ReasonField({
  id,
  hint,
  value,
  onChange,
}: {
  id: string
  hint?: string
  value: string
  onChange: (reason: string) => void
}) {
  const { reason: texts, moto } = useTexts()
  return (
    <Field id={id} label={texts.label} optional={moto.optional} hint={hint ?? texts.hint}>
      <Textarea
        id={id}
        aria-describedby={`${id}-hint`}
        maxLength={255}
        rows={2}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  )
}
