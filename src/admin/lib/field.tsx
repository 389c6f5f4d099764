import { Hint, Label } from "@medusajs/ui"
import type { ReactNode } from "react"

/**
 * A labelled field of a form. The input inside needs this `id`, and `<id>-hint` in its `aria-describedby` when there is
 * a hint.
 */
export function Field({
  id,
  label,
  optional,
  hint,
  isInvalid = false,
  children,
}: {
  id: string
  label: string
  /** The word for "optional", if the field may stay empty. */
  optional?: string
  hint?: string | undefined
  isInvalid?: boolean
  children: ReactNode
}) {
  return (
    <div className="flex flex-col gap-y-2">
      <div className="flex items-center gap-x-1">
        <Label htmlFor={id} size="small" weight="plus">
          {label}
        </Label>
        {optional !== undefined && <span className="text-ui-fg-muted txt-compact-small">({optional})</span>}
      </div>
      {children}
      {hint !== undefined && (
        <Hint id={`${id}-hint`} variant={isInvalid ? "error" : "info"}>
          {hint}
        </Hint>
      )}
    </div>
  )
}
