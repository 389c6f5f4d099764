/** One line of the published table. */
export interface Row {
  /** What is measured. */
  readonly what: string
  readonly ours: string
  /** With whom it is compared, and what they have. */
  readonly peer: string
  /** What we promise. */
  readonly target: string
  /** Undefined: reported, not promised. */
  readonly isMet?: boolean
}

/** What one part of the bench found out. */
export interface Part {
  readonly title: string
  /** How it was measured, in a sentence or two. */
  readonly method: string
  readonly rows: readonly Row[]
}

/** A part that could not be measured, and why. */
export interface Failure {
  readonly title: string
  readonly problem: string
}

export const MARK = { true: "yes", false: "**no**", undefined: "" } as const

export function table({ title, method, rows }: Part): string {
  return [
    `## ${title}`,
    "",
    method,
    "",
    "| what | this plugin | compared with | target | met |",
    "|---|---|---|---|---|",
    ...rows.map(
      ({ what, ours, peer, target, isMet }) =>
        `| ${what} | ${ours} | ${peer} | ${target} | ${MARK[`${isMet}`]} |`
    ),
  ].join("\n")
}

/** `1.23` with as many digits as mean something. */
export function number(value: number): string {
  if (!Number.isFinite(value)) {
    return "–"
  }
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
