import type { XPayClient } from "../../../src/gateway/client"
import type { Outcome } from "../../../src/gateway/outcome"
import { connect, recorded } from "./client"
import { valueOf } from "./outcome"

/** Calls a verb on a test double that returns the recorded response. */
export async function ask<T>(name: string, call: (client: XPayClient) => Promise<Outcome<T>>): Promise<T> {
  const { double, client } = await connect()
  double.will(recorded(name))
  return valueOf(await call(client))
}
