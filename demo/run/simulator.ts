import { explicitApiKey, startSimulator, type Simulator } from "../../src/simulator"
import { METHODS } from "../methods"
import type { Started } from "./started"

/** Key of the simulated terminal. It is valid nowhere else. */
export const SIMULATED_API_KEY = explicitApiKey

/**
 * Starts XPay on this machine, with one terminal that captures later and accepts MOTO payments and all the shop's
 * currencies.
 */
export async function startXPay(started: Started, port: number): Promise<Simulator> {
  started.assertGoingOn()
  const simulator = await startSimulator({
    port,
    terminals: [
      {
        apiKey: SIMULATED_API_KEY,
        alias: "Bottega Demo",
        accounting: "explicit",
        moto: true,
        methods: ["CARDS", ...METHODS],
        currencies: ["EUR", "JPY", "KWD"],
      },
    ],
  })
  started.add({ stop: () => simulator.stop(), kill: () => undefined })
  return simulator
}
