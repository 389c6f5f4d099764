import type { notificationTimings } from "../switches/pages"

/** When, how often and how late the notifications of one order are sent. */
export interface NotificationPlan {
  readonly timing: (typeof notificationTimings)[number]
  readonly copies: number
  /** For `late`: real milliseconds after the browser's return. */
  readonly lateMs: number
}
