import Medusa from "@medusajs/js-sdk"
import { BACKEND } from "./dashboard"

/** Medusa's client, with the same authentication as the dashboard. */
export const sdk = new Medusa({ baseUrl: BACKEND.url, auth: BACKEND.auth })
