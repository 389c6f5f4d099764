/** The plugin's calls to XPay, by their common names. */
export const VERBS = [
  "init",
  "validate",
  "pay",
  "init, 2 steps",
  "pay, 2 steps",
  "moto",
  "hosted",
  "build",
  "finalize",
  "capture",
  "refund",
  "void",
  "query",
] as const

/** When the fault occurs, from XPay's perspective. */
export const MOMENTS = [
  "before send",
  "after execute",
  "during the answer",
  "after the answer and before commit",
] as const

/** What fails. */
export const KINDS = ["time-out", "reset", "5xx", "garbage", "database down", "killed"] as const

export type Verb = (typeof VERBS)[number]
export type Moment = (typeof MOMENTS)[number]
export type Kind = (typeof KINDS)[number]

/** What is struck together, on its own store. */
export interface Part {
  readonly kinds: readonly Kind[]
  readonly verbs: readonly Verb[]
}

const OF_STORE: readonly Kind[] = ["database down", "killed"]
const MORE: readonly Verb[] = ["init, 2 steps", "pay, 2 steps", "build", "finalize"]

/**
 * The parts of the matrix. A store's own faults are tried with at most ten calls at once, the number of its database
 * connections: those of 2 steps and of XPay's card fields are a separate part.
 */
export const PARTS = {
  "faults-network": { kinds: KINDS.filter((kind) => !OF_STORE.includes(kind)), verbs: VERBS },
  "faults-disasters": { kinds: OF_STORE, verbs: VERBS.filter((verb) => !MORE.includes(verb)) },
  "faults-disasters-more": { kinds: OF_STORE, verbs: MORE },
} as const satisfies Readonly<Record<string, Part>>

/** Why a cell of the matrix cannot exist; undefined if it can, and then there is a test with that name. */
export function impossible(kind: Kind, moment: Moment): string | undefined {
  return moment === "after the answer and before commit" && kind !== "database down" && kind !== "killed"
    ? "the whole response has arrived: nothing between the store and XPay can fail any more"
    : undefined
}

/** The meaning of each kind at each moment, for the published table. */
export const MEANING: Readonly<Record<Kind, Partial<Record<Moment, string>>>> = {
  "time-out": {
    "before send": "nothing reaches XPay, and no response arrives",
    "after execute": "XPay executes it, and no response arrives",
    "during the answer": "half of the response arrives, then nothing",
  },
  reset: {
    "before send": "the connection is reset before XPay has the request",
    "after execute": "XPay executes it, and the connection is reset",
    "during the answer": "the connection is reset in the middle of the response",
  },
  "5xx": {
    "before send": "a proxy in front of XPay answers 502",
    "after execute": "XPay executes it, and a proxy in front of it answers 502",
    "during the answer": "the page of a 502 ends in the middle",
  },
  garbage: {
    "before send": "a proxy in front of XPay answers 200 with a page of its own",
    "after execute": "XPay executes it, and the response is a page that is not XPay's",
    "during the answer": "the response ends in the middle, without an error",
  },
  "database down": {
    "before send": "the database is unavailable when the plugin records the step before the call",
    "after execute": "the database is unavailable when the response arrives",
    "during the answer": "the database is unavailable, and the response ends in the middle",
    "after the answer and before commit":
      "PostgreSQL has the write, its response is lost, and the database is unavailable",
  },
  killed: {
    "before send": "SIGKILL when the request was sent and has not reached XPay",
    "after execute": "SIGKILL when XPay has executed it and has not responded",
    "during the answer": "SIGKILL when half of the response has arrived",
    "after the answer and before commit": "SIGKILL when the response has arrived and nothing is recorded",
  },
}
