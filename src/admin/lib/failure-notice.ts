import type { Texts } from "../i18n/en"
import { hasAnswer, isUnconfirmed, messageOf } from "./message-of"
import type { Notice } from "./notice"

/** A notice that a request was not completed, or that its outcome is unconfirmed. */
export function failureNotice(error: unknown, texts: Texts["move"]): Notice {
  return isUnconfirmed(error)
    ? {
        variant: "warning",
        title: texts.unconfirmed,
        text: hasAnswer(error) ? messageOf(error) : texts.noAnswer,
      }
    : { variant: "error", title: texts.failed, text: messageOf(error) }
}
