import { Input, Select } from "@medusajs/ui"
import { Field } from "../lib/field"
import { useTexts } from "../lib/use-texts"
import type { RecipientEntry } from "./use-recipient"

const TYPES = { email: "email", phone: "tel", other: "text" } as const

/** Channel, if there is a choice, and address. */
export function RecipientFields({
  id,
  channels,
  entry,
  hint,
}: {
  id: string
  channels: readonly string[]
  entry: RecipientEntry
  hint?: string | undefined
}) {
  const { message: texts } = useTexts()
  const { recipient, kind, setChannel, setTo } = entry
  const shownHint = kind === "phone" ? texts.phoneHint : hint
  return (
    <>
      {channels.length > 1 && (
        <Field id={`${id}-channel`} label={texts.channel}>
          <Select size="small" value={recipient.channel} onValueChange={setChannel}>
            <Select.Trigger id={`${id}-channel`}>
              <Select.Value />
            </Select.Trigger>
            <Select.Content>
              {channels.map((channel) => (
                <Select.Item key={channel} value={channel}>
                  {texts.name(channel)}
                </Select.Item>
              ))}
            </Select.Content>
          </Select>
        </Field>
      )}
      <Field id={`${id}-to`} label={texts.to[kind]} hint={shownHint}>
        <Input
          id={`${id}-to`}
          aria-describedby={shownHint === undefined ? undefined : `${id}-to-hint`}
          type={TYPES[kind]}
          size="small"
          value={recipient.to}
          onChange={(event) => setTo(event.target.value)}
        />
      </Field>
    </>
  )
}
