/** Calls of the plugin to XPay, by the name they have everywhere. */
export const VERBS = [
  "init",
  "validate",
  "pay",
  "init, 2 steps",
  "pay, 2 steps",
  "moto",
  "hosted",
  "capture",
  "refund",
  "void",
  "query",
] as const

/** When it goes wrong, seen from XPay. */
export const MOMENTS = [
  "before send",
  "after execute",
  "during the answer",
  "after the answer and before commit",
] as const

/** What goes wrong. */
export const KINDS = ["time-out", "reset", "5xx", "garbage", "database down", "killed"] as const

export type Verb = (typeof VERBS)[number]
export type Moment = (typeof MOMENTS)[number]
export type Kind = (typeof KINDS)[number]

/** What is struck together, on a store of its own. */
export interface Part {
  readonly kinds: readonly Kind[]
  readonly verbs: readonly Verb[]
}

const OF_STORE: readonly Kind[] = ["database down", "killed"]
const OF_TWO_STEPS: readonly Verb[] = ["init, 2 steps", "pay, 2 steps"]

/**
 * The parts of the matrix. A store's own disasters are tried with at most ten calls at once, as many as it has connections
 * to its database: those of 2 steps are a part by themselves.
 */
export const PARTS = {
  "faults-network": { kinds: KINDS.filter((kind) => !OF_STORE.includes(kind)), verbs: VERBS },
  "faults-disasters": { kinds: OF_STORE, verbs: VERBS.filter((verb) => !OF_TWO_STEPS.includes(verb)) },
  "faults-disasters-two-steps": { kinds: OF_STORE, verbs: OF_TWO_STEPS },
} as const satisfies Readonly<Record<string, Part>>

/** Why a cell of the matrix cannot exist; undefined when it can, and then there is a test of that name. */
export function impossible(kind: Kind, moment: Moment): string | undefined {
  return moment === "after the answer and before commit" && kind !== "database down" && kind !== "killed"
    ? "the whole answer has arrived: nothing on the way to XPay can fail any more"
    : undefined
}

/** What each kind means at each moment, for the reader of the table. */
export const MEANING: Readonly<Record<Kind, Partial<Record<Moment, string>>>> = {
  "time-out": {
    "before send": "nothing reaches XPay and nothing comes back",
    "after execute": "XPay carries it out and nothing comes back",
    "during the answer": "half of the answer comes, then silence",
  },
  reset: {
    "before send": "the connection breaks before XPay has the request",
    "after execute": "XPay carries it out and the connection breaks",
    "during the answer": "the connection breaks in the middle of the answer",
  },
  "5xx": {
    "before send": "something in front of XPay answers 502 in its place",
    "after execute": "XPay carries it out and something in front of it answers 502",
    "during the answer": "the page of a 502 breaks off in the middle",
  },
  garbage: {
    "before send": "something in front of XPay answers 200 with a page of its own",
    "after execute": "XPay carries it out and the answer is a page that is none of XPay's",
    "during the answer": "the answer ends in the middle, as if it were whole",
  },
  "database down": {
    "before send": "the database is gone when the step is to be written down that precedes the call",
    "after execute": "the database is gone when the answer arrives",
    "during the answer": "the database is gone and the answer breaks off",
    "after the answer and before commit":
      "PostgreSQL has the write, its answer is lost and the database is gone",
  },
  killed: {
    "before send": "SIGKILL when the request has left and has not reached XPay",
    "after execute": "SIGKILL when XPay has carried it out and has not answered",
    "during the answer": "SIGKILL when half of the answer has come",
    "after the answer and before commit": "SIGKILL when the answer is there and nothing is written down",
  },
}
