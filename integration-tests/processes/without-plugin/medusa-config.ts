import path from "node:path"
import { defineConfig } from "@medusajs/framework/utils"

const TERMINAL = {
  apiKey: "00000000-0000-4000-8000-000000000000",
  backendUrl: "https://api.shop.example",
  storefrontUrls: ["https://shop.example"],
}

/** Further options of its terminal; null: no options at all. */
const more = JSON.parse(process.env["XPAY_OPTIONS"] ?? "{}") as object | null

/** A shop whose configuration names the provider but not the plugin. `XPAY_OPTIONS`: see `more`, as JSON. */
module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    http: {
      storeCors: "http://localhost:8000",
      adminCors: "http://localhost:9000",
      authCors: "http://localhost:9000",
      jwtSecret: "not-a-secret",
      cookieSecret: "not-a-secret",
    },
  },
  modules: [
    {
      resolve: "@medusajs/medusa/payment",
      options: {
        providers: [
          {
            resolve: path.resolve(__dirname, "../../../src/providers/xpay"),
            id: "milano",
            options: more === null ? undefined : { ...TERMINAL, ...more },
          },
        ],
      },
    },
  ],
})
