import { Alert } from "@medusajs/ui"

/** The outcome of a request in a drawer. */
export interface Notice {
  readonly variant: "success" | "warning" | "error"
  readonly title: string
  readonly text?: string
}

/** Replaces the current notice; undefined removes it. */
export type Notify = (notice: Notice | undefined) => void

/**
 * Where a drawer shows the outcome of a request. Not a toast: a toast would cover the buttons in the footer, and screen
 * readers do not announce it behind a dialog. The area is the last element of the drawer and stays there when empty,
 * because screen readers only announce changes of an element they have seen. To show it above the footer, the footer is
 * `order-last`, and a form around a footer is `contents`.
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
