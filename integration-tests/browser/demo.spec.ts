/** @jest-environment ./integration-tests/browser/story-environment.cjs */
import { DemoWorld } from "./demo-world"
import { findChromium } from "./find-chromium"
import { cardStories } from "./stories/card"
import { demoStories } from "./stories/demo-itself"
import { dashboardStories } from "./stories/dashboard"
import { fieldsStories } from "./stories/fields"
import { frameStories } from "./stories/frame"
import { hostedStories } from "./stories/hosted"
import { interruptionStories } from "./stories/interruptions"
import { shopStories } from "./stories/shop"

jest.setTimeout(300_000)

const executablePath = findChromium()

if (executablePath === undefined) {
  const reason =
    "The browser tests were not run: there is no Chromium. Install one, or name it in CHROMIUM_PATH."
  process.stderr.write(`${reason}\n`)
  it(reason, () => {
    expect(process.env["CI"]).not.toBe("true")
  })
} else {
  describe("the demo in a browser", () => {
    const world = new DemoWorld(executablePath)

    // On a busy machine the whole shop takes minutes to start.
    beforeAll(() => world.start(), 600_000)
    beforeAll(() => void Object.assign(globalThis, { whatTheServerLogged: () => world.lastLogged() }))
    afterAll(() => world.stop())
    beforeEach(() => world.forget())
    afterEach(() => world.sendHome())

    shopStories(world)
    cardStories(world)
    fieldsStories(world)
    frameStories(world)
    hostedStories(world)
    interruptionStories(world)
    dashboardStories(world)
    demoStories(world)
  })
}
