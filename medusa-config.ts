import { defineConfig, loadEnv } from "@medusajs/framework/utils"

loadEnv(process.env.NODE_ENV ?? "development", process.cwd())

/**
 * The store that this repository runs for itself: `npm run demo`, `npm run dev` and the tests. A shop's own
 * configuration is in the README: there the plugin is named in `plugins`, here its sources are loaded as they are.
 */
const {
  DATABASE_URL,
  DATABASE_POOL,
  STORE_CORS = "http://localhost:8000",
  ADMIN_CORS = "http://localhost:9000",
  AUTH_CORS = `${STORE_CORS},${ADMIN_CORS}`,
  JWT_SECRET = "not-a-secret",
  COOKIE_SECRET = "not-a-secret",
  BACKEND_URL = "http://localhost:9000",
  STOREFRONT_URL = "http://localhost:8000",
  XPAY_BASE_URL = "http://127.0.0.1:4780/api/phoenix-0.0/psp/api/v1",
  XPAY_API_KEY = "11111111-1111-4111-8111-111111111111",
  XPAY_TERMINALS,
  REDIS_URL,
  WITHOUT_DASHBOARD,
} = process.env

const terminal = {
  apiKey: XPAY_API_KEY,
  environment: "sandbox",
  baseUrl: XPAY_BASE_URL,
  backendUrl: BACKEND_URL,
  storefrontUrls: [STOREFRONT_URL],
  moto: { enabled: true },
}

/** The tests run several terminals side by side: a list of `{ id, options }` as JSON. */
const terminals: { id: string; options: object }[] =
  XPAY_TERMINALS === undefined ? [{ id: "xpay", options: {} }] : (JSON.parse(XPAY_TERMINALS) as [])

/** What several server processes have to share, the locks above all. */
const shared = [
  { resolve: "@medusajs/medusa/event-bus-redis", options: { redisUrl: REDIS_URL } },
  { resolve: "@medusajs/medusa/workflow-engine-redis", options: { redis: { redisUrl: REDIS_URL } } },
  { resolve: "@medusajs/medusa/cache-redis", options: { redisUrl: REDIS_URL } },
  {
    resolve: "@medusajs/medusa/caching",
    options: {
      providers: [
        {
          resolve: "@medusajs/caching-redis",
          id: "redis",
          is_default: true,
          options: { redisUrl: REDIS_URL },
        },
      ],
    },
  },
  {
    resolve: "@medusajs/medusa/locking",
    options: {
      providers: [
        {
          resolve: "@medusajs/medusa/locking-redis",
          id: "redis",
          is_default: true,
          options: { redisUrl: REDIS_URL },
        },
      ],
    },
  },
]

module.exports = defineConfig({
  // Where Medusa's own *Copy payment link* leads.
  admin: { disable: WITHOUT_DASHBOARD !== undefined, storefrontUrl: STOREFRONT_URL },
  featureFlags: { caching: REDIS_URL !== undefined },
  projectConfig: {
    ...(DATABASE_URL === undefined ? {} : { databaseUrl: DATABASE_URL }),
    ...(DATABASE_POOL === undefined
      ? {}
      : { databaseDriverOptions: { pool: { max: Number(DATABASE_POOL) } } }),
    // The demo speaks plain http: without this the browser drops the dashboard's session cookie.
    cookieOptions: { secure: false, sameSite: "lax" },
    http: {
      storeCors: STORE_CORS,
      adminCors: ADMIN_CORS,
      authCors: AUTH_CORS,
      jwtSecret: JWT_SECRET,
      cookieSecret: COOKIE_SECRET,
    },
  },
  modules: [
    ...(REDIS_URL === undefined ? [] : shared),
    { resolve: "./src/modules/xpay" },
    {
      // Writes e-mails and text messages into the log instead of sending them; "feed" is the dashboard's own.
      resolve: "@medusajs/medusa/notification",
      options: {
        providers: [
          {
            resolve: "@medusajs/medusa/notification-local",
            id: "local",
            options: { channels: ["email", "sms", "feed"] },
          },
        ],
      },
    },
    {
      resolve: "@medusajs/medusa/payment",
      options: {
        providers: terminals.map(({ id, options }) => ({
          resolve: "./src/providers/xpay",
          id,
          options: { ...terminal, ...options },
        })),
      },
    },
  ],
})
