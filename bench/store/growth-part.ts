import { median } from "../lib/stats"
import { number, type Part } from "../lib/table"
import type { BenchStore } from "./bench-store"
import type { Growth } from "./growth"

/** Whether the cost of the reconciliation grows with the history. */
export async function measureGrowth(bench: BenchStore): Promise<Part> {
  const results = (await bench.exec<readonly Growth[]>("growth.ts")) ?? []
  const [first] = results
  const last = results.at(-1)
  if (first === undefined || last === undefined) {
    throw new Error("The passes were not measured.")
  }
  const share = median(last.passes) / median(first.passes)
  return {
    title: "Reconciliation over the years",
    method:
      "A pass over fifty open payments, each asked about at XPay, beside more and more resolved ones. Median of five passes.",
    rows: [
      ...results.map(({ resolved, passes }) => ({
        what: `pass beside ${resolved.toLocaleString("en").replaceAll(",", " ")} resolved payments`,
        ours: `${number(median(passes))} ms`,
        peer: "the Stripe provider does not reconcile",
        target: "reported",
      })),
      {
        what: "growth from the first to the last",
        ours: `${number(share)} ×`,
        peer: "",
        target: "≤ 1.1 ×",
        isMet: share <= 1.1,
      },
      {
        what: "PostgreSQL reads the open ones by their index",
        ours: results.every(({ usesIndex }) => usesIndex) ? "yes" : "no",
        peer: "",
        target: "yes",
        isMet: results.every(({ usesIndex }) => usesIndex),
      },
    ],
  }
}
