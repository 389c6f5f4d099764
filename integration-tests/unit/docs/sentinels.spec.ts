import { existsSync, readdirSync } from "node:fs"
import path from "node:path"
import type { SubscriberConfig } from "@medusajs/framework"
import { CHANGED, REPAIRED } from "../../../scripts/sentinels/patches"
import red from "../../../scripts/sentinels/red.json"
import { RELIED_ON } from "../../../src/medusa/relied-on"
import { MODULE_EVENTS, WORKFLOW_EVENTS } from "../../sentinels/heard-events"
import { PLATFORM_FAULTS, repaired } from "../../sentinels/platform-faults"
import { changed } from "../../sentinels/sentinel"

const ROOT = path.join(__dirname, "../../..")

/** Stands for the release on which each was turned red, which may differ from the installed one. */
const VERSION = "x.y.z"

/** The entries of a table, with names of its own type. */
function named<Name extends string, Value>(table: Readonly<Record<Name, Value>>): [Name, Value][] {
  return Object.entries(table) as [Name, Value][]
}

describe("what the plugin relies on in Medusa", () => {
  it("names files that are there", () => {
    const missing = Object.values(RELIED_ON).filter(({ used }) => !existsSync(path.join(ROOT, used)))
    expect(missing).toEqual([])
  })

  // After changing a sentence or a patch, turn the sentinel red again: `npm run test:sentinels-red -- <name>`.
  it("has a sentinel each that was turned red, by the patch and with the sentence of today", () => {
    const wanted = [
      ...named(RELIED_ON).map(([sentinel, reliance]) => ({
        sentinel,
        patch: CHANGED[sentinel],
        said: changed(reliance, VERSION),
      })),
      ...named(PLATFORM_FAULTS).map(([sentinel, fault]) => ({
        sentinel,
        patch: REPAIRED[sentinel],
        said: repaired(fault, VERSION),
      })),
    ]
    const seen = red.map((one) => ({ ...one, said: one.said.replace(/\d+\.\d+\.\d+/, VERSION) }))
    const bySentinel = (one: { sentinel: string }, other: { sentinel: string }) =>
      one.sentinel < other.sentinel ? -1 : 1
    expect(seen.sort(bySentinel)).toEqual(wanted.sort(bySentinel))
    wanted.forEach(({ said }) => expect(said).toMatch(/^No longer so: Medusa x.y.z .{20,500}\.$/))
  })

  it("includes every event of Medusa's that a subscriber hears", async () => {
    const folder = path.join(ROOT, "src/subscribers")
    const subscribers = await Promise.all(
      readdirSync(folder).map(
        async (file) => (await import(path.join(folder, file))) as { config: SubscriberConfig }
      )
    )
    const heard = subscribers.flatMap(({ config }) => config.event)
    expect(heard.filter((name) => !name.startsWith("xpay.")).sort()).toEqual(
      [...WORKFLOW_EVENTS, ...Object.values(MODULE_EVENTS)].sort()
    )
  })
})
