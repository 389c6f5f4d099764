import { createServer } from "node:net"
import path from "node:path"
import { OK_CARD } from "../../harness/cards"
import { DemoProcess } from "../demo-process"
import type { DemoWorld } from "../demo-world"
import { survivors } from "../processes"

/** The demo as a program. The last of the stories: they stop it. */
export function demoStories(world: DemoWorld): void {
  describe("the demo itself", () => {
    it("says which port is taken when that port was asked for, and starts nothing", async () => {
      const other = createServer()
      const port = await new Promise<number>((resolve) => {
        other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port))
      })
      const second = new DemoProcess(["--data", path.join(world.folder, "second"), "--port", String(port)])
      expect(await second.exited).toBe(1)
      other.close()
      expect(second.output).toContain(`Port ${port} is in use by another program`)
    })

    it("does not touch the data of a demo that runs", async () => {
      const second = new DemoProcess(["--data", world.folder])
      expect(await second.exited).toBe(1)
      expect(second.output).toContain("Another demo runs on")
    })

    it("stops with Ctrl-C, leaves no process behind, and starts again with its orders", async () => {
      const walk = await world.shopper()
      await walk.readyToPay()
      await walk.pay(OK_CARD, "Authentication succeeds")
      const id = await walk.thanked()

      const tree = world.demo.tree()
      expect(tree.length).toBeGreaterThan(3)
      world.demo.signal("SIGINT")
      expect(await world.demo.exited).toBe(0)
      expect(await survivors(tree, 2_000)).toEqual([])

      await world.startDemo()
      expect(world.demo.output).not.toContain("First start")
      expect(await world.order(id)).toMatchObject({ payment_status: "authorized" })
    })

    it("leaves no process behind even when it is killed", async () => {
      const tree = world.demo.tree()
      world.demo.signal("SIGKILL")
      expect(await survivors(tree, 15_000)).toEqual([])
    })
  })
}
