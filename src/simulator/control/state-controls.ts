import { pathPattern } from "../faults/fault-rules"
import { describeSwitches, parseSwitchChanges } from "../switches"
import { findOrder, parseRequest, type Control } from "./control"
import { clockChange } from "./control-requests"
import { dumpLedger, dumpOrder } from "./ledger-dump"

/** The simulator's state and its settings. */
export const stateControls: readonly Control[] = [
  {
    method: "POST",
    path: "/reset",
    about: "Forget everything; switches and clock as at the start.",
    respond: (world) => world.reset(),
  },
  {
    method: "GET",
    path: "/ledger",
    about: "Orders with operations, links and totals, contracts, live holds.",
    respond: (world) => dumpLedger(world),
  },
  {
    method: "GET",
    path: "/ledger/:orderId",
    about: "One order of it.",
    respond: (world, { params }) => dumpOrder(world, findOrder(world, params.orderId)),
  },
  {
    method: "GET",
    path: "/calls",
    about:
      "API calls received, and their number; ?method=&path=&terminal=, * in the path for anything but a slash.",
    respond: (world, { query }) => {
      const { method, path, terminal } = query
      const pattern = typeof path === "string" ? pathPattern(path) : undefined
      const calls = world.calls
        .all()
        .filter((call) => method === undefined || call.method === method)
        .filter((call) => pattern === undefined || pattern.test(call.path))
        .filter((call) => terminal === undefined || call.terminal === terminal)
      return { count: calls.length, calls }
    },
  },
  { method: "DELETE", path: "/calls", about: "Forget the calls.", respond: (world) => world.calls.clear() },
  {
    method: "GET",
    path: "/switches",
    about: "All switches, with what they do.",
    respond: (world) => ({ switches: world.switches, descriptions: describeSwitches() }),
  },
  {
    method: "PATCH",
    path: "/switches",
    about: "{ name: value, … }: change some.",
    respond: (world, request) => {
      world.changeSwitches(parseSwitchChanges(request.body))
      return { switches: world.switches }
    },
  },
  { method: "GET", path: "/clock", about: "The simulated time.", respond: (world) => world.clock.state() },
  {
    method: "PATCH",
    path: "/clock",
    about: "{ now?, advanceMs?, frozen? }: set it, move it, stop it or let it run.",
    respond: ({ clock }, request) => {
      const { now, advanceMs, frozen } = parseRequest(clockChange, request)
      if (now !== undefined) clock.set(Date.parse(now))
      if (advanceMs !== undefined) clock.advance(advanceMs)
      if (frozen === true) clock.freeze()
      if (frozen === false) clock.run()
      return clock.state()
    },
  },
]
