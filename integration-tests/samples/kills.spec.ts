import { killSuite } from "../kills/kill-suite"
import type { FlowName } from "../kills/points"

/** From the whole table (`npm run test:kills`), the commits after which an order once lost its money. */
const SAMPLE: Partial<Record<FlowName, readonly string[]>> = {
  "completion (card)": ["order", "link order to cart", "cart completed", "payment"],
  "booking (payment link)": ["payment and capture"],
  "order cancel (held)": ["void executed", "payment canceled"],
  capture: ["capture made", "collection"],
}

killSuite("kill-sample", "one process", ["shopper's return first"], (flow, point) =>
  (SAMPLE[flow] ?? []).includes(point.name)
)
