import { type ForeignClient } from "./foreign-client"
import { makeNewerLink } from "./newer-link"

/** A small client of version 2. */
export const ldapp: ForeignClient = {
  name: "ldapp",
  source: "ldapp, a Python client that quotes POST /v2/orders/paybylink",
  usages: [
    {
      does: "makes a link by version 2, its date in the session",
      call: "POST /v2/orders/paybylink",
      run: (scene) => makeNewerLink(scene),
    },
  ],
}
