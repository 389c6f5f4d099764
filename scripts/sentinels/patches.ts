import type { PlatformFault } from "../../integration-tests/sentinels/platform-faults"
import type { ReliedOn } from "../../src/medusa/relied-on"

/** A small change of Medusa, as a release may make it. */
export interface Patch {
  /** Below `node_modules/@medusajs`; every occurrence of the text in it is replaced. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

const PAYMENTS = "payment/dist/services/payment-module.js"

const patch = (file: string, find: string, replace: string): Patch => ({ file, find, replace })

/** The change that turns each reliance's sentinel red. */
export const CHANGED: Readonly<Record<ReliedOn, Patch>> = {
  rowBeforeCall: patch(PAYMENTS, "idempotency_key: capture?.id", "idempotency_key: `key:${capture?.id}`"),
  providerContainer: patch(
    "payment/dist/loaders/providers.js",
    "new klass(cradle, pluginOptions.options)",
    'new klass(new Proxy(cradle, { get: (all, name) => (name === "captureService" ? undefined : all[name]) }), pluginOptions.options)'
  ),
  keysOfSessions: patch(
    PAYMENTS,
    "context: { idempotency_key: session.id, ...context }",
    "context: { idempotency_key: session.payment_collection_id, ...context }"
  ),
  bookingMark: patch(PAYMENTS, "created_by: data.captured_by", "created_by: undefined"),
  timedIds: patch(
    "utils/dist/common/generate-entity-id.js",
    "(0, ulid_1.ulid)()",
    'require("node:crypto").randomUUID()'
  ),
  completionLock: patch(
    "core-flows/dist/cart/workflows/complete-cart.js",
    "key: input.id,",
    'key: "another-key",'
  ),
  lockStep: patch(
    "core-flows/dist/locking/steps/acquire-lock.js",
    "createStep)(exports.acquireLockStepId,",
    'createStep)("take-lock",'
  ),
  links: patch(
    "link-modules/dist/definitions/order-cart.js",
    'tableName: "order_cart"',
    'tableName: "cart_order"'
  ),
  configuration: patch(
    "framework/dist/config/config.js",
    'http.adminCors = http.adminCors ?? "";',
    'http.adminCors = new String(http.adminCors ?? "");'
  ),
  providerIds: patch(
    "payment/dist/loaders/providers.js",
    '`pp_${klass.identifier}${pluginOptions.id ? `_${pluginOptions.id}` : ""}`',
    '`pp_${klass.identifier}${pluginOptions.id ? `:${pluginOptions.id}` : ""}`'
  ),
  openCompletions: patch(
    "workflow-engine-inmemory/dist/utils/workflow-orchestrator-storage.js",
    "async saveToDb(data, retentionTime) {",
    "async saveToDb(data, retentionTime) {\n        return;"
  ),
  declines: patch(
    "core-flows/dist/payment/steps/authorize-payment-session.js",
    "if (utils_1.MedusaError.isMedusaError(e)) {",
    "if (!e) {"
  ),
  transactions: patch(
    "core-flows/dist/payment/workflows/capture-payment.js",
    "reference_id: capture.id,",
    "reference_id: payment.id,"
  ),
  recapture: patch(
    PAYMENTS,
    "if (payment.captured_at) {\n            return { isFullyCaptured: true };",
    'if (payment.captured_at) {\n            throw new Error("It is captured.");'
  ),
  reopening: patch(
    PAYMENTS,
    "const result = await this.paymentService_.update(data, sharedContext);",
    "delete data.captured_at; const result = await this.paymentService_.update(data, sharedContext);"
  ),
  orderSums: patch(
    "order/dist/services/order-module-service.js",
    "async archive(orderId, sharedContext = {}) {",
    "async updateOrderSummaries() {\n        return [];\n    }\n    async archive(orderId, sharedContext = {}) {"
  ),
  refundCredits: patch(
    "core-flows/dist/order/workflows/payments/create-order-refund-credit-lines.js",
    "change_type: utils_1.OrderChangeType.CREDIT_LINE",
    "change_type: utils_1.OrderChangeType.EDIT"
  ),
  cleanUp: patch(
    "promotion/dist/services/promotion-module.js",
    "async revertUsage(computedActions, registrationContext, sharedContext = {}) {",
    "async revertUsage(computedActions, registrationContext, sharedContext = {}) {\n        return;"
  ),
  customerTraces: patch(
    PAYMENTS,
    "async createAccountHolder(input, sharedContext) {",
    "async listAccountHolders(filters, config) {\n        return [];\n    }\n    async createAccountHolder(input, sharedContext) {"
  ),
  lockErrors: patch(
    "locking/dist/providers/in-memory.js",
    "Failed to acquire lock for key",
    "The lock is taken:"
  ),
  functions: patch(
    "core-flows/dist/draft-order/workflows/convert-draft-order.js",
    "exports.convertDraftOrderWorkflow = (0",
    "exports.placeDraftOrderWorkflow = (0"
  ),
  events: patch("utils/dist/core-flows/events.js", '"order.canceled"', '"order.cancelled"'),
  moduleEvents: patch(
    "utils/dist/event-bus/utils.js",
    "${kebabCaseName}.${action}`",
    "${kebabCaseName}:${action}`"
  ),
  roles: patch("framework/dist/http/router.js", "route.policies", "route.rules"),
  routePaths: patch(
    "medusa/dist/api/admin/payments/[id]/refund/route.js",
    "exports.POST = POST;",
    "exports.PUT = POST;"
  ),
  middlewareOrder: patch(
    "framework/dist/http/routes-sorter.js",
    '["global", "wildcard", "regex", "static", "params"]',
    '["static", "params", "regex", "wildcard", "global"]'
  ),
  unreadBodies: patch(
    "framework/dist/http/middlewares/bodyparser.js",
    "matchingRoute.config === false",
    "matchingRoute.config === null"
  ),
  rolesFirst: patch(
    "framework/dist/http/middlewares/check-permissions.js",
    "authContext?.app_metadata?.roles",
    "authContext?.roles"
  ),
  sessionBody: patch(
    "medusa/dist/api/store/payment-collections/[id]/payment-sessions/route.js",
    "= req.body;",
    "= req.validatedBody;"
  ),
  sentGoods: patch("fulfillment/dist/models/fulfillment.js", "shipped_at: utils_1", "sent_at: utils_1"),
  health: patch("medusa/dist/commands/start.js", '"/health"', '"/healthz"'),
  commandLine: patch("cli/dist/create-cli.js", "exec [file] [args..]", "run [file] [args..]"),
  dashboardGlobals: patch("admin-bundler/dist/index.js", "__AUTH_TYPE__:", "__MEDUSA_AUTH__:"),
  dashboardQueries: patch(
    "draft-order/.medusa/server/src/admin/index.mjs",
    'const DRAFT_ORDERS_QUERY_KEY = "draft-orders"',
    'const DRAFT_ORDERS_QUERY_KEY = "draft_orders"'
  ),
  dashboardTexts: patch("dashboard/src/i18n/translations/en.json", '"lastSevenDays":', '"last7Days":'),
  dashboardPaths: patch(
    "draft-order/.medusa/server/src/admin/index.mjs",
    'path: "/draft-orders/:id"',
    'path: "/drafts/:id"'
  ),
  widgetZones: patch("admin-shared/dist/index.js", '  "order.details.side",', '  "order.details.aside",'),
}

/** The change that repairs each fault of Medusa, so that its sentinel reports that the guard is no longer needed. */
export const REPAIRED: Readonly<Record<PlatformFault, Patch>> = {
  captureWithoutAmount: patch(
    PAYMENTS,
    "idempotency_key: capture?.id,\n                },",
    "idempotency_key: capture?.id,\n                },\n                amount: capture?.amount,"
  ),
  newKeyPerTry: patch(PAYMENTS, "idempotency_key: capture?.id", "idempotency_key: payment.id"),
  cancelFails: patch(
    "core-flows/dist/payment/steps/cancel-payment.js",
    "logger.error(`Error was thrown trying to cancel payment - ${id} - ${e}`);",
    "throw e;"
  ),
  hookForgets: patch(
    "medusa/dist/api/hooks/payment/[provider]/route.js",
    "const eventBus =",
    'const kept = req.scope.resolve("__pg_connection__");\n' +
      'await kept.raw("create table if not exists kept_events (body text)");\n' +
      'await kept("kept_events").insert({ body: JSON.stringify(req.body) });\n' +
      "const eventBus ="
  ),
  noComparison: patch(
    PAYMENTS,
    "// this method needs to be idempotent\n",
    'if (session.amount !== session.payment_collection.amount) throw new Error("The amounts differ.");\n'
  ),
  strangersCart: patch(
    "medusa/dist/subscribers/payment-webhook.js",
    "const wfEngine =",
    "if ((await paymentService.listPaymentSessions({ id: processedEvent.data.session_id })).length === 0) return;\n    const wfEngine ="
  ),
  voidedAgain: patch(
    PAYMENTS,
    "if (session.payment && session.authorized_at) {",
    'if (session.payment?.canceled_at) throw new Error("It was voided.");\n        if (session.payment && session.authorized_at) {'
  ),
  reversedTwice: patch(
    "core-flows/dist/cart/steps/compensate-payment-if-needed.js",
    "if (paymentSession.payment?.captured_at) {",
    "if (paymentSession.payment?.never) {"
  ),
  refundBooked: patch(
    "core-flows/dist/payment/steps/refund-payments.js",
    "logger.error(`Error was thrown trying to cancel payment - ${refundInput.payment_id} - ${e}`);",
    "throw e;"
  ),
}

interface Batch {
  readonly spec: string
  readonly changed: readonly ReliedOn[]
  readonly repaired: readonly PlatformFault[]
}

/** The patches tested in one start of a store, because they do not interfere with each other. */
export const BATCHES: readonly Batch[] = [
  {
    spec: "installed.spec.ts",
    changed: [
      "functions",
      "timedIds",
      "events",
      "roles",
      "sessionBody",
      "sentGoods",
      "health",
      "commandLine",
      "dashboardGlobals",
      "dashboardQueries",
      "dashboardTexts",
      "dashboardPaths",
      "widgetZones",
    ],
    repaired: [],
  },
  {
    spec: "routes.spec.ts",
    changed: ["routePaths", "middlewareOrder", "unreadBodies", "rolesFirst"],
    repaired: [],
  },
  {
    spec: "platform.spec.ts",
    changed: [
      "rowBeforeCall",
      "keysOfSessions",
      "bookingMark",
      "completionLock",
      "lockStep",
      "openCompletions",
      "declines",
      "transactions",
      "recapture",
      "reopening",
      "orderSums",
      "refundCredits",
      "cleanUp",
      "customerTraces",
      "lockErrors",
      "moduleEvents",
    ],
    repaired: [],
  },
  { spec: "platform.spec.ts", changed: ["providerContainer", "links"], repaired: [] },
  { spec: "platform.spec.ts", changed: ["configuration", "providerIds"], repaired: [] },
  { spec: "platform.spec.ts", changed: [], repaired: Object.keys(REPAIRED) as PlatformFault[] },
]
