import type { ReactNode } from "react"

/** A row of a definition list: label and value. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="text-ui-fg-subtle txt-compact-small grid grid-cols-2 gap-x-4 py-2">
      <dt className="txt-compact-small-plus">{label}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  )
}
