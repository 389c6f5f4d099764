import { z } from "@medusajs/framework/zod"

/** The kinds of transport fault. */
export const faultKinds = [
  "delay",
  "stall",
  "execute-then-stall",
  "reset-before",
  "reset-after",
  "half-body",
  "status",
  "garbage",
  "empty",
  "echo-request",
  "close-idle",
] as const

export type FaultKind = (typeof faultKinds)[number]

/** Which calls fail, and how. */
export const faultSchema = z.strictObject({
  kind: z.enum(faultKinds),
  method: z.enum(["GET", "POST"]).optional(),
  /** Below the API's base path; `*` matches anything but a slash. Every path by default. */
  path: z.string().startsWith("/").optional(),
  /** Alias of a terminal. */
  terminal: z.string().optional(),
  /** Only requests on a connection that has carried an earlier one. */
  onlyReusedSockets: z.boolean().optional(),
  /** How many calls are hit; one by default. */
  times: z.union([z.number().int().positive(), z.literal("always")]).optional(),
  /** Number of calls let through first. */
  after: z.number().int().min(0).optional(),
  /** Delay in milliseconds before the fault; for `close-idle`, before the connection is closed. */
  ms: z.number().int().min(0).max(3_600_000).optional(),
  /** For `status` (default 502) and `echo-request` (default 500). */
  status: z.number().int().min(400).max(599).optional(),
  /** Whether the call still takes effect, for `status`, `garbage`, `empty` and `echo-request`. */
  executes: z.boolean().optional(),
})

/** A fault as requested. */
export type NewFault = z.input<typeof faultSchema>

/** An active fault. */
export interface Fault extends NewFault {
  readonly id: string
  readonly executes: boolean
  remaining: number | "always"
  letThrough: number
  /** Number of calls it has hit. */
  hits: number
}

/** The properties of a call that a rule is compared with. */
export interface FaultTarget {
  readonly method: string
  readonly path: string
  readonly terminal: string | null
  readonly isReusedSocket: boolean
}

/** Whether a call takes effect under each kind, by default. */
const executesByDefault: Readonly<Record<FaultKind, boolean>> = {
  delay: true,
  stall: false,
  "execute-then-stall": true,
  "reset-before": false,
  "reset-after": true,
  "half-body": true,
  status: false,
  garbage: true,
  empty: true,
  "echo-request": false,
  "close-idle": true,
}

const choosable: readonly FaultKind[] = ["status", "garbage", "empty", "echo-request"]

/** The active faults, oldest first. */
export class FaultRules {
  private faults: Fault[] = []
  private counter = 0

  all(): readonly Fault[] {
    return this.faults
  }

  add(fault: NewFault): Fault {
    const isChosen = fault.executes !== undefined && choosable.includes(fault.kind)
    const added: Fault = {
      ...fault,
      id: `fault-${++this.counter}`,
      executes: isChosen ? fault.executes === true : executesByDefault[fault.kind],
      remaining: fault.times ?? 1,
      letThrough: fault.after ?? 0,
      hits: 0,
    }
    this.faults.push(added)
    return added
  }

  remove(id: string): boolean {
    const before = this.faults.length
    this.faults = this.faults.filter((fault) => fault.id !== id)
    return this.faults.length < before
  }

  /** The first fault that hits this call; uses it up by one. A used-up fault stays listed with its hits. */
  take(target: FaultTarget): Fault | undefined {
    for (const fault of this.faults) {
      if (fault.remaining === 0 || !matches(fault, target)) continue
      if (fault.letThrough > 0) {
        fault.letThrough -= 1
        continue
      }
      if (fault.remaining !== "always") fault.remaining -= 1
      fault.hits += 1
      return fault
    }
    return undefined
  }

  clear(): void {
    this.faults = []
  }
}

function matches(fault: Fault, target: FaultTarget): boolean {
  return (
    (fault.method === undefined || fault.method === target.method) &&
    (fault.terminal === undefined || fault.terminal === target.terminal) &&
    (fault.path === undefined || pathPattern(fault.path).test(target.path)) &&
    (!fault.onlyReusedSockets || target.isReusedSocket)
  )
}

/** A path pattern in which `*` matches anything but a slash. */
export function pathPattern(path: string): RegExp {
  const parts = path.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
  return new RegExp(`^${parts.join("[^/]*")}$`)
}
