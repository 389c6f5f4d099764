import type { Answers, Asked } from "./query-all"
import { judgeAssumptions, type Verdict } from "./assumptions"
import type { Recording } from "./conversation"
import { keptInWords } from "./reverse"
import { NOT_ASKED } from "./question"
import { differences } from "./shape"

/** One XPay's answers, with the shapes of its responses. */
export interface Heard extends Answers {
  readonly recordings: readonly Recording[]
}

/**
 * XPay's answers next to the simulator's, as Markdown that can be read in five minutes: first what matters; then every
 * answer, with differences marked `≠`; then every field of a response that differs from the simulator's.
 */
export function report(host: string, xpay: Heard, simulator: Heard): string {
  const verdicts = judgeAssumptions(xpay.asked, simulator.asked)
  const sections = xpay.asked.map((asked) =>
    section(
      asked,
      simulator.asked.find(({ title }) => title === asked.title)
    )
  )
  const inFacts = sections.reduce((count, part) => count + part.differences, 0)
  const inShapes = shapeDifferences(xpay.recordings, simulator.recordings)
  const of = (kind: Verdict["kind"]) => verdicts.filter((verdict) => verdict.kind === kind)
  return [
    `# What ${host} answers`,
    summary(inFacts, inShapes.length, verdicts, xpay),
    assumptionTable(of("does not hold")),
    `Assumptions that hold: ${of("holds").length} of ${verdicts.length}.`,
    notAskedList(of("not asked")),
    "## Question by question",
    ...sections.map(({ text }) => text),
    "## Whole answers that differ",
    shapeTable(inShapes),
    "## Never asked",
    NOT_ASKED.map(({ title, needs }) => `- ${title}: needs ${needs}.`).join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
}

function summary(
  inFacts: number,
  inShapes: number,
  verdicts: readonly Verdict[],
  { kept, isInterrupted }: Answers
): string {
  const count = (kind: Verdict["kind"]) => verdicts.filter((verdict) => verdict.kind === kind).length
  const differs =
    inFacts + inShapes === 0
      ? "The simulator answers the same, as far as was asked."
      : `The simulator differs in ${inFacts} ${inFacts === 1 ? "answer" : "answers"} (≠) and in ${inShapes} ${inShapes === 1 ? "field" : "fields"} of whole answers: correct it, or its switches.`
  return [
    ...(isInterrupted ? ["**Interrupted**: what follows is what was heard until then."] : []),
    differs,
    `Of the simulator's ${verdicts.length} assumptions ${count("holds")} hold, ${count("does not hold")} do not, ${count("not asked")} could not be asked.`,
    kept.length === 0
      ? "Everything that was taken was returned."
      : `**Not returned**, do it in the XPay back office: ${kept.map(keptInWords).join("; ")}.`,
  ].join("\n\n")
}

function assumptionTable(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) {
    return ""
  }
  const rows = verdicts.map(
    ({ assumption, xpay = "", simulator = "" }) => `| ≠ ${assumption.says} | ${xpay} | ${simulator} |`
  )
  return [
    "## Assumptions that do not hold",
    "",
    "| the simulator assumes | XPay answers | the simulator answers |",
    "|---|---|---|",
    ...rows,
  ].join("\n")
}

function notAskedList(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) {
    return ""
  }
  const rows = verdicts.map(({ assumption, answer }) => `- ${assumption.says} Needs ${answer}.`)
  return ["Assumptions that could not be asked:", "", ...rows].join("\n")
}

function section(
  { title, needs, facts, problem }: Asked,
  simulated: Asked | undefined
): { text: string; differences: number } {
  const heading = `### ${title}`
  if (facts === undefined) {
    const why = problem === undefined ? `Not asked: needs ${needs}.` : `Broke off: ${problem}`
    return { text: `${heading}\n\n${why}`, differences: 0 }
  }
  const names = Object.keys(facts)
  const differs = (name: string) => facts[name] !== simulated?.facts?.[name]
  const lines = names.flatMap((name) => [
    `${differs(name) ? "≠" : "="} ${name}: ${facts[name] ?? ""}`,
    ...(differs(name) ? [`  the simulator: ${simulated?.facts?.[name] ?? "no answer"}`] : []),
  ])
  return { text: `${heading}\n\n${lines.join("\n")}`, differences: names.filter(differs).length }
}

interface Found {
  readonly field: string
  readonly xpay: string
  readonly simulator: string
  readonly names: readonly string[]
}

/** Each difference once, with the calls whose responses contain it. */
function shapeDifferences(xpay: readonly Recording[], simulator: readonly Recording[]): readonly Found[] {
  const found = new Map<string, Found>()
  const times = new Map<string, number>()
  for (const { name, shape } of xpay) {
    const nth = times.get(name) ?? 0
    times.set(name, nth + 1)
    const same = simulator.filter((one) => one.name === name)
    const other = (same[nth] ?? same.at(-1))?.shape
    if (shape === undefined || other === undefined) {
      continue
    }
    for (const { field, ...forms } of differences(shape, other)) {
      const key = JSON.stringify([field, forms])
      const names = found.get(key)?.names ?? []
      found.set(key, { field, ...forms, names: names.includes(name) ? names : [...names, name] })
    }
  }
  return [...found.values()]
}

const MOST_NAMES = 3

function shapeTable(found: readonly Found[]): string {
  if (found.length === 0) {
    return "None: no field was added, is missing, null, or of another type or form."
  }
  const rows = found.map(({ field, xpay, simulator, names }) => {
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ""
    return `| ${field} | ${xpay} | ${simulator} | ${names.slice(0, MOST_NAMES).join(", ")}${more} |`
  })
  return ["| field | XPay | the simulator | recorded as |", "|---|---|---|---|", ...rows].join("\n")
}
