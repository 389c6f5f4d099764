import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import * as framework from "@medusajs/framework"
import * as http from "@medusajs/framework/http"
import * as utils from "@medusajs/framework/utils"
import { objectToExports } from "../../src/medusa/check-at-start"
import { findMedusaCli } from "../../src/medusa/command-line"
import { objectToIds } from "../../src/medusa/ids"
import { ORDER_FULFILLMENT } from "../../src/medusa/links"
import { MEDUSA_COLUMNS } from "../../src/medusa/tables"
import { WORKFLOW_EVENTS } from "./heard-events"
import { sentinels } from "./sentinel"

const ROOT = path.join(__dirname, "../..")
const MEDUSA = path.join(ROOT, "node_modules/@medusajs")

/** The texts of the built files directly in a folder of a Medusa package. */
function textsIn(folder: string): string[] {
  return readdirSync(path.join(MEDUSA, folder))
    .filter((file) => /\.(m?js)$/.test(file))
    .map((file) => readFileSync(path.join(MEDUSA, folder, file), "utf8"))
}

interface Model {
  parse(): { tableName: string; schema: object }
}

interface Link {
  databaseConfig: { tableName: string }
  primaryKeys: string[]
}

/** The exports of a built file of a Medusa package. */
async function exportedBy<T>(file: string): Promise<T> {
  return (await import(path.join(MEDUSA, file))) as T
}

/** The keys that our dashboard code uses from Medusa's translations: `general.next`. */
function translationKeys(): string[] {
  const folder = path.join(ROOT, "src/admin")
  const texts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join(folder, file), "utf8"))
  return [...new Set(texts.join("\n").match(/(?<=\bt\(")[^"]*(?=")/g))]
}

function valueAt(tree: unknown, key: string): unknown {
  return key.split(".").reduce((branch, name) => (branch as Record<string, unknown>)?.[name], tree)
}

/** What needs no store: exported names, and files of the installed packages. */
describe("Medusa as it is installed", () => {
  sentinels({
    functions: () => expect(objectToExports()).toBeUndefined(),

    timedIds: () => expect(objectToIds()).toBeUndefined(),

    events: () =>
      expect([
        utils.OrderWorkflowEvents.CANCELED,
        utils.OrderWorkflowEvents.UPDATED,
        utils.OrderEditWorkflowEvents.CONFIRMED,
        utils.OrderWorkflowEvents.FULFILLMENT_CREATED,
        utils.FulfillmentWorkflowEvents.SHIPMENT_CREATED,
        utils.FulfillmentWorkflowEvents.DELIVERY_CREATED,
        utils.CustomerWorkflowEvents.DELETED,
      ]).toEqual(WORKFLOW_EVENTS),

    // The locking module's own provider is tested in a store; these need servers of their own.
    lockErrors: () => {
      for (const provider of ["locking-postgres", "locking-redis"]) {
        const texts = textsIn(`${provider}/dist/services`).join("\n")
        expect(texts).toContain("Timed-out acquiring lock")
        expect(texts).toContain("Failed to acquire lock")
      }
    },

    roles: () => {
      const checks = readFileSync(path.join(MEDUSA, "framework/dist/http/router.js"), "utf8")
      expect("authorize" in http || /route\.policies && isRbacEnabled/.test(checks)).toBe(true)
      expect("resolvePermissions" in framework || "authorize" in http).toBe(true)
    },

    sessionBody: () => {
      const [route] = textsIn("medusa/dist/api/store/payment-collections/[id]/payment-sessions").filter(
        (text) => text.includes("exports.POST")
      )
      expect(route).toMatch(/\{[^{}]*\bdata\b[^{}]*\} = req\.body;/)
    },

    sentGoods: async () => {
      const { Fulfillment } = await exportedBy<{ Fulfillment: Model }>(
        "fulfillment/dist/models/fulfillment.js"
      )
      const { OrderFulfillment: link } = await exportedBy<{ OrderFulfillment: Link }>(
        "link-modules/dist/definitions/order-fulfillment.js"
      )
      const { tableName, schema } = Fulfillment.parse()
      expect([tableName, link.databaseConfig.tableName]).toEqual(["fulfillment", ORDER_FULFILLMENT.entity])
      expect(Object.keys(schema)).toEqual(expect.arrayContaining([...(MEDUSA_COLUMNS["fulfillment"] ?? [])]))
      expect(link.primaryKeys).toEqual(expect.arrayContaining([...ORDER_FULFILLMENT.fields]))
    },

    health: () =>
      expect(textsIn("medusa/dist/commands").join("\n")).toMatch(/\.get\("\/health"[^}]*\.status\(200\)/),

    commandLine: () => {
      const file = findMedusaCli(ROOT) ?? "none"
      expect(existsSync(file)).toBe(true)
      expect(textsIn("cli/dist").join("\n")).toMatch(/command: .exec \[file\] \[args\.\.\]/)
    },

    dashboardGlobals: () => {
      const bundler = textsIn("admin-bundler/dist").join("\n")
      for (const name of ["__BACKEND_URL__", "__AUTH_TYPE__", "__JWT_TOKEN_STORAGE_KEY__"]) {
        expect(bundler).toContain(`${name}:`)
      }
    },

    dashboardQueries: () => {
      const keysOf = (folder: string, name: string) => [
        ...new Set(
          textsIn(folder).flatMap((text) => new RegExp(`\\b${name} = "([^"]*)"`).exec(text)?.[1] ?? [])
        ),
      ]
      expect(keysOf("dashboard/dist", "ORDERS_QUERY_KEY")).toEqual(["orders"])
      expect(keysOf("draft-order/.medusa/server/src/admin", "DRAFT_ORDERS_QUERY_KEY")).toEqual([
        "draft-orders",
      ])
    },

    dashboardTexts: () => {
      const keys = translationKeys()
      expect(keys.length).toBeGreaterThan(10)
      for (const language of ["en", "it"]) {
        const file = path.join(MEDUSA, `dashboard/src/i18n/translations/${language}.json`)
        const words: unknown = JSON.parse(readFileSync(file, "utf8"))
        expect(keys.filter((key) => typeof valueAt(words, key) !== "string")).toEqual([])
      }
    },

    dashboardPaths: () => {
      expect(utils.defineConfig({}).admin?.path).toBe("/app")
      // The first path in the pattern is that of the list.
      const orders = /path: "\/orders",(?:(?!path: "\/)[^])*?path: ":id"/
      expect(textsIn("dashboard/dist").some((text) => orders.test(text))).toBe(true)
      const drafts = textsIn("draft-order/.medusa/server/src/admin")
      expect(drafts.every((text) => text.includes('path: "/draft-orders/:id"'))).toBe(true)
    },

    widgetZones: () => {
      const texts = textsIn("admin-shared/dist").filter((text) => text.includes("INJECTION_ZONES"))
      const widget = readFileSync(path.join(ROOT, "src/admin/widgets/order.tsx"), "utf8")
      const own = [...widget.matchAll(/"((?:draft_)?order\.[^"]*)"/g)].map(([, zone]) => zone)
      expect(own).toHaveLength(2)
      for (const zone of own) {
        texts.forEach((text) => expect(text).toContain(`"${zone}"`))
      }
    },
  })
})
