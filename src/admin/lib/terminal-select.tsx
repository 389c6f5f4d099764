import { Select } from "@medusajs/ui"
import { Field } from "./field"
import type { PanelTerminal } from "./wire"

/** Selects a terminal; renders nothing if there is no choice. */
export function TerminalSelect({
  id,
  label,
  terminals,
  value,
  onChange,
}: {
  id: string
  label: string
  terminals: readonly PanelTerminal[]
  value: string
  onChange: (providerId: string) => void
}) {
  if (terminals.length < 2) {
    return null
  }
  return (
    <Field id={id} label={label}>
      <Select size="small" value={value} onValueChange={onChange}>
        <Select.Trigger id={id}>
          <Select.Value />
        </Select.Trigger>
        <Select.Content>
          {terminals.map(({ provider_id: providerId, name }) => (
            <Select.Item key={providerId} value={providerId}>
              {name}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </Field>
  )
}
