import { existsSync, readdirSync } from "node:fs"
import path from "node:path"
import type { SubscriberConfig } from "@medusajs/framework"
import red from "../../../scripts/sentinels/red.json"
import { RELIED_ON } from "../../../src/medusa/relied-on"
import { MODULE_EVENTS, WORKFLOW_EVENTS } from "../../sentinels/heard-events"
import { PLATFORM_FAULTS } from "../../sentinels/platform-faults"

const ROOT = path.join(__dirname, "../../..")

describe("what the plugin relies on in Medusa", () => {
  it("names files that are there", () => {
    const missing = Object.values(RELIED_ON).filter(({ used }) => !existsSync(path.join(ROOT, used)))
    expect(missing).toEqual([])
  })

  it("has a sentinel each that was turned red, with its sentence", () => {
    const names = red.map(({ sentinel }) => sentinel)
    expect(names.sort()).toEqual([...Object.keys(RELIED_ON), ...Object.keys(PLATFORM_FAULTS)].sort())
    red.forEach(({ said }) => expect(said).toMatch(/^No longer so: Medusa .{20,500}\.$/))
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
