/** One line of the published table. */
export interface Row {
  /** What is measured. */
  readonly what: string
  readonly ours: string
  /** The compared provider, and its value. */
  readonly peer: string
  /** The promised value. */
  readonly target: string
  /** Undefined: reported, not promised. */
  readonly isMet?: boolean
}

/** The result of one part of the benchmark. */
export interface Part {
  readonly title: string
  /** The method of measurement, in a sentence or two. */
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

/** `1.23`, with the significant digits only. */
export function number(value: number): string {
  if (!Number.isFinite(value)) {
    return "–"
  }
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
