import { impossible, KINDS, MEANING, MOMENTS } from "../../integration-tests/faults/matrix"
import { FLOW_NAMES, KILL_POINTS } from "../../integration-tests/kills/points"
import { TRIED } from "../../integration-tests/harness/tried-inputs"
import { SAFEGUARDS } from "../mutation/safeguards"

/** The meaning of each kind of fault at each moment, and where it cannot occur. */
export function faultTable(): string {
  const rows = KINDS.map((kind) => {
    const cells = MOMENTS.map((moment) => MEANING[kind][moment] ?? `n/a: ${impossible(kind, moment) ?? ""}`)
    return `| ${kind} | ${cells.join(" | ")} |`
  })
  return [`| | ${MOMENTS.join(" | ")} |`, "|---|---|---|---|---|", ...rows].join("\n")
}

/** The commits at which a process is killed, in order. */
export function killPointTable(): string {
  const rows = FLOW_NAMES.map(
    (flow) => `| ${flow} | ${KILL_POINTS[flow].map(({ name }) => name).join(" · ")} |`
  )
  return ["| flow | killed right after the commit of |", "|---|---|", ...rows].join("\n")
}

/** The safeguards that can be switched off, and the test that detects it. */
export function safeguardTable(): string {
  const rows = SAFEGUARDS.map(({ name, off, killer: { file, title } }) => {
    const files = [...new Set(off.map((edit) => `\`${edit.file}\``))].join(", ")
    return `| ${name} | ${files} | \`${file}\` "${title}" |`
  })
  return ["| safeguard | disabled in | test that fails |", "|---|---|---|", ...rows].join("\n")
}

/** Hostile input from strangers, as tested. */
export function triedTable(): string {
  const rows = TRIED.map(
    ([what, count, outcome, test]) => `| ${what} | ${count.toLocaleString("en")} | ${outcome} | ${test} |`
  )
  return ["| input | tried | outcome | test |", "|---|---|---|---|", ...rows].join("\n")
}
