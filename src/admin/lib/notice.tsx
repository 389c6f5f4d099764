import { Alert } from "@medusajs/ui"

/** How something ended that was asked for in a drawer. */
export interface Notice {
  readonly variant: "success" | "warning" | "error"
  readonly title: string
  readonly text?: string
}

/** Shows a notice in place of the one before it, or none. */
export type Notify = (notice: Notice | undefined) => void

/**
 * Where a drawer says how something ended. It is not a toast, which would cover the buttons in the footer and which screen
 * readers do not hear behind a dialog. It stands behind everything else in the drawer and stays there, empty or not: screen
 * readers follow only what they have seen. So that it is shown above the footer, the footer is `order-last`, and a form
 * around a footer is `contents`.
 */
export function NoticeArea({ notice }: { notice: Notice | undefined }) {
  return (
    <div role="status" className={notice && "border-ui-border-base border-t px-6 py-3"}>
      {notice && (
        <Alert variant={notice.variant}>
          <b className="txt-compact-small-plus">{notice.title}</b>
          {notice.text !== undefined && <p className="text-ui-fg-subtle">{notice.text}</p>}
        </Alert>
      )}
    </div>
  )
}
