import type { Texts } from "../i18n/en"
import { hasAnswer, isUnconfirmed, messageOf } from "./message-of"
import type { Notice } from "./notice"

/** Says that something that was asked for was not completed, or that nothing confirms how it ended. */
export function failureNotice(error: unknown, texts: Texts["move"]): Notice {
  return isUnconfirmed(error)
    ? {
        variant: "warning",
        title: texts.unconfirmed,
        text: hasAnswer(error) ? messageOf(error) : texts.noAnswer,
      }
    : { variant: "error", title: texts.failed, text: messageOf(error) }
}
