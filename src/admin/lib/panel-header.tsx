import { XMark } from "@medusajs/icons"
import { Drawer, FocusModal, IconButton, Kbd } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTexts } from "./use-texts"

/**
 * Header of a drawer or a modal, which are the same dialog component. Like the dashboard's own, but the close button
 * has a name for screen readers.
 */
export function PanelHeader({
  title,
  intro,
  children,
}: {
  title: string
  intro?: string
  children?: ReactNode
}) {
  const texts = useTexts()
  return (
    <div className="border-ui-border-base flex items-start justify-between gap-x-4 border-b px-6 py-4">
      <div className="flex flex-col gap-y-1">
        <Drawer.Title>{title}</Drawer.Title>
        {intro !== undefined && (
          <FocusModal.Description className="txt-small text-ui-fg-subtle">{intro}</FocusModal.Description>
        )}
        {children}
      </div>
      <div className="flex items-center gap-x-2">
        <Kbd>esc</Kbd>
        <Drawer.Close asChild>
          <IconButton size="small" type="button" variant="transparent" aria-label={texts.close}>
            <XMark />
          </IconButton>
        </Drawer.Close>
      </div>
    </div>
  )
}
