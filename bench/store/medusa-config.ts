import path from "node:path"
import { defineConfig } from "@medusajs/framework/utils"

const { DATABASE_URL, BACKEND_URL, XPAY_BASE_URL, XPAY_API_KEY } = process.env
const STOREFRONT = "http://localhost:8000"

/** The plugin as packed, and Medusa's Stripe provider connected to a server on this machine. */
module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    ...(DATABASE_URL === undefined ? {} : { databaseUrl: DATABASE_URL }),
    http: {
      storeCors: STOREFRONT,
      adminCors: STOREFRONT,
      authCors: STOREFRONT,
      jwtSecret: "not-a-secret",
      cookieSecret: "not-a-secret",
    },
  },
  plugins: [{ resolve: "medusa-payment-nexi-xpay", options: {} }],
  modules: [
    {
      resolve: "@medusajs/medusa/payment",
      options: {
        providers: [
          {
            resolve: "medusa-payment-nexi-xpay/providers/xpay",
            id: "xpay",
            options: {
              apiKey: XPAY_API_KEY,
              environment: "sandbox",
              baseUrl: XPAY_BASE_URL,
              backendUrl: BACKEND_URL,
              storefrontUrls: [STOREFRONT],
              cardTesting: { perCart: 1000, perAddress: 100_000, perTerminal: 100_000 },
            },
          },
          {
            resolve: path.join(__dirname, "stripe-here"),
            id: "stripe",
            options: { apiKey: "sk_test_1", webhookSecret: "whsec_bench" },
          },
        ],
      },
    },
  ],
})
