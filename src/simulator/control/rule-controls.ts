import { faultSchema } from "../faults/fault-rules"
import { type OutcomeRule } from "../ledger/outcome-rules"
import { parseRequest, type Control } from "./control"
import { ControlError } from "./control-error"
import { newOutcome } from "./control-requests"

/** Removes the keyed hash of a card. */
function shown({ cardId: _cardId, ...rule }: OutcomeRule): Omit<OutcomeRule, "cardId"> {
  return rule
}

/** Transport faults, and results chosen in place of the issuer. */
export const ruleControls: readonly Control[] = [
  {
    method: "GET",
    path: "/faults",
    about: "Faults with how often they hit, the spent ones too.",
    respond: (world) => ({ faults: world.faults.all() }),
  },
  {
    method: "POST",
    path: "/faults",
    about:
      "{ kind, method?, path?, terminal?, onlyReusedSockets?, times?, after?, ms?, status?, executes? }.",
    respond: (world, request) => world.faults.add(parseRequest(faultSchema, request)),
  },
  { method: "DELETE", path: "/faults", about: "Remove all.", respond: (world) => world.faults.clear() },
  {
    method: "DELETE",
    path: "/faults/:id",
    about: "Remove one.",
    respond: (world, { params }) => {
      if (!world.faults.remove(params.id ?? "")) throw new ControlError(404, "No such fault")
    },
  },
  {
    method: "GET",
    path: "/outcomes",
    about: "Results chosen for cards or for coming steps.",
    respond: (world) => ({ outcomes: world.outcomes.all().map(shown) }),
  },
  {
    method: "POST",
    path: "/outcomes",
    about: "{ result, pan?, moment?, terminal?, declineCode?, times? }: without a moment, any authorization.",
    respond: (world, request) => shown(world.outcomes.add(parseRequest(newOutcome, request))),
  },
  { method: "DELETE", path: "/outcomes", about: "Remove all.", respond: (world) => world.outcomes.clear() },
]
