import { type Endpoint } from "../api-call"
import { initiate } from "./card-init"
import { pay } from "./card-payment"
import { validate } from "./card-validation"

/** Server-to-server card payments with 3-D Secure, with and without a separate validation call. */
export const cardSteps: readonly Endpoint[] = [
  { method: "POST", path: "/orders/3steps/init", execute: (call) => initiate(call, "3steps") },
  { method: "POST", path: "/orders/3steps/validation", execute: validate },
  { method: "POST", path: "/orders/3steps/payment", execute: (call) => pay(call, "3steps") },
  { method: "POST", path: "/orders/2steps/init", execute: (call) => initiate(call, "2steps") },
  { method: "POST", path: "/orders/2steps/payment", execute: (call) => pay(call, "2steps") },
]
