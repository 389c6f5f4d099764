import path from "node:path"
import { defineConfig } from "@medusajs/framework/utils"

/** A store without the plugin: plain Medusa, with a payment provider that records its calls. */
module.exports = defineConfig({
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
      options: { providers: [{ resolve: path.join(__dirname, "recording-provider"), id: "recording" }] },
    },
  ],
})
