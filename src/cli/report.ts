import type { CheckStatus } from "../texts/health"
import type { Locale } from "../domain/locale"
import type { TerminalHealth } from "../use-cases/health/check-terminal"
import { DOCTOR_TEXTS } from "./texts"

const MARKS: Readonly<Record<CheckStatus, string>> = { ok: "✓", warning: "!", error: "✗" }
/** Terminal colours: green, yellow, red. */
const COLOURS: Readonly<Record<CheckStatus, number>> = { ok: 32, warning: 33, error: 31 }

const WIDTH = 100
const INDENT = "      "

/** The findings, for display in a terminal. */
export function report(terminals: readonly TerminalHealth[], locale: Locale, hasColours: boolean): string {
  const texts = DOCTOR_TEXTS[locale]
  if (terminals.length === 0) {
    return texts.noTerminal
  }
  const counts = { ok: 0, warning: 0, error: 0 }
  const lines: string[] = []
  for (const terminal of terminals) {
    lines.push(headline(terminal, locale), "")
    for (const { status, title, text } of terminal.checks) {
      counts[status]++
      lines.push(`  ${paint(MARKS[status], status, hasColours)} ${title}`, ...wrap(text))
    }
    lines.push("")
  }
  return [...lines, texts.summary(counts)].join("\n")
}

function headline(terminal: TerminalHealth, locale: Locale): string {
  const { simulated, accounting, capture } = DOCTOR_TEXTS[locale]
  const { provider_id: id, host, environment, is_simulated: isSimulated } = terminal
  const where = isSimulated ? simulated : environment
  return [id, `${where} ${host}`, accounting[terminal.accounting], capture[terminal.capture]].join("  ·  ")
}

function paint(mark: string, status: CheckStatus, hasColours: boolean): string {
  return hasColours ? `\u001B[${COLOURS[status]}m${mark}\u001B[0m` : mark
}

function wrap(text: string): string[] {
  const lines: string[] = []
  let line = INDENT
  for (const word of text.split(" ")) {
    if (line !== INDENT && line.length + word.length > WIDTH) {
      lines.push(line.trimEnd())
      line = INDENT
    }
    line += `${word} `
  }
  return [...lines, line.trimEnd()]
}

/** 1 if payments fail or are at risk, or no terminal is configured. */
export function exitCode(terminals: readonly TerminalHealth[]): 0 | 1 {
  const isFine = terminals.every(({ checks }) => checks.every(({ status }) => status !== "error"))
  return terminals.length > 0 && isFine ? 0 : 1
}
