import type { Asked } from "./ask-all"
import { NOT_ASKED } from "./question"

/** Both answers to every question, what differs marked with `≠`, as Markdown that reads well in a terminal. */
export function report(host: string, xpay: readonly Asked[], simulator: readonly Asked[]): string {
  const parts = xpay.map((asked) =>
    section(
      asked,
      simulator.find(({ title }) => title === asked.title)
    )
  )
  const differences = parts.reduce((count, part) => count + part.differences, 0)
  return [
    `# What ${host} answers`,
    ...parts.map(({ text }) => text),
    "## Not asked",
    NOT_ASKED.map(({ title, needs }) => `- ${title}: needs ${needs}.`).join("\n"),
    differences === 0
      ? "The simulator answers the same, as far as was asked."
      : `The simulator differs in ${differences} ${differences === 1 ? "answer" : "answers"} (≠): correct it, or its switches.`,
  ].join("\n\n")
}

function section(
  { title, needs, facts, problem }: Asked,
  simulated: Asked | undefined
): { text: string; differences: number } {
  const heading = `## ${title}`
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
