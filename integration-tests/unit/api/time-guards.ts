import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { limitBody, refuseCardInBody } from "../../../src/api/guards/headers-and-bodies"
import { firstOfEach } from "../../../src/api/requests/read-form-body"
import { bodyProblem } from "../../../src/api/requests/request-limits"
import { seeded } from "../../harness/harmless-numbers"
import { readNotification, readNotified } from "../../../src/gateway/wire/notification"
import {
  hostileBodies,
  hostileForms,
  hostileNotifications,
  randomHostileBody,
} from "../../harness/hostile-bodies"
import { slowness } from "../../harness/loop-holds"
import { RANDOM, SEED } from "../../harness/tried-inputs"

// Run by `hostile-bodies.spec.ts` as a separate process; prints durations. The sandbox of the tests runs code at a
// third of the speed of a server.

/** A text that was processed, and for how long, in milliseconds of an idle machine. */
export interface Timed {
  readonly what: string
  readonly ms: number
}

/** The printed result. */
export interface Timings {
  readonly hostile: readonly Timed[]
  readonly random: readonly Timed[]
  readonly forms: readonly Timed[]
  readonly notifications: readonly Timed[]
  /** The same text at two lengths, the second eight times the first. */
  readonly growing: readonly (readonly [what: string, short: number, long: number])[]
}

/** What our guards do with a body before anything else does: they run synchronously. */
function guard(text: string): string {
  const req = { body: JSON.parse(text) as unknown, originalUrl: "/store" } as MedusaRequest
  let found = "fine"
  const res = { status: () => res, json: ({ code }: { code: string }) => (found = code) }
  const answer = res as unknown as MedusaResponse
  limitBody(req, answer, () => refuseCardInBody(req, answer, () => undefined))
  return found
}

/** How a form is processed that a browser returns with. */
function form(text: string): string {
  return bodyProblem(firstOfEach(text))?.code ?? "fine"
}

/** How a notification is processed before and when its order is found. */
function notification(text: string): string {
  const body = JSON.parse(text) as unknown
  const { orderId = "" } = readNotification(body)
  return bodyProblem(body)?.code ?? `${orderId} ${readNotified(body)?.id}`
}

/**
 * The shortest of several measurements: what blocks the event loop does so every time; compilation and garbage
 * collection do so once.
 *
 * @param enough milliseconds below which no further measurement is needed
 */
function timeOf(text: string, work = guard, enough = 10): number {
  let shortest = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 12 && shortest > enough; tries++) {
    const start = process.cpuUsage()
    work(text)
    const { user, system } = process.cpuUsage(start)
    shortest = Math.min(shortest, (user + system) / 1000 / (user + system > WORTH_A_LOOK ? slowness() : 1))
  }
  return shortest
}

/** Microseconds. Below this, a measurement needs no correction for a busy machine. */
const WORTH_A_LOOK = 20_000

/** A server sees many characters in texts of the shop or of strangers: whatever is cached of them must not run out. */
for (const first of [0x4e_00, 0xac_00, 0x2_00_00]) {
  const characters = Array.from({ length: 13_000 }, (_, index) => String.fromCodePoint(first + index))
  guard(JSON.stringify({ cart_id: characters.join("") }))
}

const random = seeded(SEED)

const timings: Timings = {
  hostile: hostileBodies().map(([what, body]) => ({ what, ms: timeOf(body) })),
  random: Array.from({ length: RANDOM.bodies }, () => randomHostileBody(random)).map((body) => ({
    what: body.slice(0, 60),
    ms: timeOf(body),
  })),
  forms: hostileForms().map(([what, body]) => ({ what, ms: timeOf(body, form) })),
  notifications: hostileNotifications().map(([what, body]) => ({ what, ms: timeOf(body, notification) })),
  growing: ["4 ", "4444 ", "IT60 ", "%34", "NDQ0_"].map((unit) => {
    const textOf = (length: number) => JSON.stringify({ note: unit.repeat(length / unit.length) })
    return [unit, timeOf(textOf(4_000), guard, 0), timeOf(textOf(32_000), guard, 0)]
  }),
}

process.stdout.write(JSON.stringify(timings))
