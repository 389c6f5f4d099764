import { isConcludable, conclude } from "../hosted/conclude"
import { actInOffice, usualTarget } from "../office/back-office"
import { findOrder, findSubject, parseRequest, type Control } from "./control"
import { ControlError } from "./control-error"
import { officeAction, overturning, conclusion } from "./control-requests"
import { dumpBuild, dumpOperation } from "./ledger-dump"

/** Money movements outside the API: the merchant's back office, and slow banks. */
export const moneyControls: readonly Control[] = [
  {
    method: "GET",
    path: "/build",
    about: "Build sessions: card fields in a shop's page, and where each stands.",
    respond: (world) => ({ sessions: world.builds.all().map((session) => dumpBuild(world, session)) }),
  },
  {
    method: "POST",
    path: "/build/:orderId/expire",
    about: "The Build session of an order is over now.",
    respond: (world, { params }) => {
      const session = world.builds.ofOrder(findOrder(world, params.orderId).orderId)
      if (!session) throw new ControlError(404, "No such session")
      session.isForcedToExpire = true
      return dumpBuild(world, session)
    },
  },
  {
    method: "POST",
    path: "/office",
    about: "{ verb: capture|refund|void|cancel, orderId or operationId, amount? }: act as the merchant.",
    respond: (world, request) => {
      const { verb, amount, ...subject } = parseRequest(officeAction, request)
      const target = findSubject(world, subject, (order) => usualTarget(order, verb))
      return dumpOperation(world, actInOffice(world, verb, target, amount))
    },
  },
  {
    method: "POST",
    path: "/conclude",
    about: "{ orderId or operationId, result? }: end a pending operation; its notification goes out.",
    respond: (world, request) => {
      const { result, ...subject } = parseRequest(conclusion, request)
      const target = findSubject(world, subject, ({ operations }) =>
        operations.filter((operation) => isConcludable(world, operation)).at(-1)
      )
      if (!conclude(world, target, result)) throw new ControlError(409, "The operation is not pending")
      return dumpOperation(world, target)
    },
  },
  {
    method: "POST",
    path: "/overturn",
    about: "{ orderId or operationId, result? }: the last capture, refund or void fails after all.",
    respond: (world, request) => {
      const { result, ...subject } = parseRequest(overturning, request)
      const target = findSubject(world, subject, ({ operations }) =>
        operations.filter(({ targetId }) => targetId !== null).at(-1)
      )
      if (target.targetId === null) throw new ControlError(409, "The operation is a payment")
      world.ledger.change(target, result)
      return dumpOperation(world, target)
    },
  },
]
