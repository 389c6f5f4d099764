import Medusa from "@medusajs/js-sdk"
import { BACKEND } from "./dashboard"

/** Medusa's client, signed in the way the dashboard is. */
export const sdk = new Medusa({ baseUrl: BACKEND.url, auth: BACKEND.auth })
