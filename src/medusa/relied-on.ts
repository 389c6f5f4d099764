/** Undocumented behavior of Medusa that the plugin relies on. */
export interface Reliance {
  /** What Medusa does. Reads after the name of its release: "Medusa 2.21.2 …". */
  readonly what: string
  /** The place in Medusa. */
  readonly where: string
  /** The plugin's file that must follow a change. */
  readonly used: string
  /** The effect of a change. */
  readonly otherwise: string
}

/**
 * All undocumented behavior of Medusa that the plugin relies on. Each has a sentinel in `integration-tests/sentinels`,
 * which fails with these words on a release that behaves differently.
 */
export const RELIED_ON = {
  rowBeforeCall: {
    what: "writes the row of a capture or refund before it calls the provider, and gives its id as the idempotency key",
    where: "payment: capturePayment, refundPayment",
    used: "src/medusa/movement-rows.ts",
    otherwise:
      "The row is looked for by a column `idempotency_key`, then as the newest of its payment; without one no money moves, with an error that says so.",
  },
  providerContainer: {
    what: "gives a payment provider the services of its rows and the database connection",
    where: "payment: the module's container",
    used: "src/medusa/payment-module.ts",
    otherwise: "The log of the start names what is missing; no payment can be taken.",
  },
  keysOfSessions: {
    what: "calls a provider's initiate and authorize with the session's id as the key, and its cancel with the payment's",
    where: "payment: createPaymentSession, authorizePaymentSession, cancelPayment",
    used: "src/providers/xpay/provider.ts",
    otherwise: "No payment is found for the call: nothing is authorized, and holds are voided by the job.",
  },
  bookingMark: {
    what: "keeps `captured_by` and `created_by` of its capture and refund workflows in the row, as they were given",
    where: "payment: capturePayment, refundPayment",
    used: "src/medusa/booking-mark.ts",
    otherwise:
      "A movement that is being booked is taken for a new one: the provider refuses it, and it is an incident.",
  },
  timedIds: {
    what: "makes ids of orders, captures and refunds that begin with their kind and their time (ULID)",
    where: "utils: generateEntityId",
    used: "src/medusa/ids.ts",
    otherwise: "The server does not start; the job would miss what a process that died has left behind.",
  },
  completionLock: {
    what: "locks a cart's id in the locking module while it completes the cart",
    where: "core-flows: complete-cart",
    used: "src/medusa/locks.ts",
    otherwise: "A completion that is under way could be rolled back.",
  },
  lockStep: {
    what: "takes the locks of cart completion and draft conversion in a step named `acquireLockStepId`",
    where: "core-flows: acquire-lock-step",
    used: "src/medusa/locks.ts",
    otherwise:
      "A cart that somebody else completes is taken for one that cannot be ordered, and its money goes back.",
  },
  links: {
    what: "links cart, order and payment collection in tables that its query knows by name",
    where: "link-modules: order_cart, order_payment_collection, cart_payment_collection",
    used: "src/medusa/links.ts",
    otherwise: "The log of the start names what is missing; orders of paid carts are not found.",
  },
  configuration: {
    what: "keeps modules by name in `configModule`, with their providers and those providers' options",
    where: "framework: configModule",
    used: "src/medusa/configuration.ts",
    otherwise: "The server does not start, with a message that names what is missing.",
  },
  providerIds: {
    what: "names a provider `pp_<identifier>_<id of its entry>`",
    where: "payment: loaders/providers",
    used: "src/medusa/provider-ids.ts",
    otherwise: "Payments are not taken for ours: routes answer that the terminal is unknown.",
  },
  openCompletions: {
    what: "writes a completion down before its first step, with the cart's id, until it has ended",
    where: "workflow engine: workflow_execution",
    used: "src/use-cases/orders/unlinked-orders.ts",
    otherwise: "An order that a process died over before it was linked is found only by a person.",
  },
  declines: {
    what: "answers a completion whose provider throws a payment error with the cart, 200 and the provider's words",
    where: "medusa: store/carts/[id]/complete",
    used: "src/providers/xpay/medusa-errors.ts",
    otherwise: "A shopper whose card is declined reads a general error.",
  },
  transactions: {
    what: "counts a capture or refund on the order by a transaction that names its row",
    where: "core-flows: capture-payment, refund-payment",
    used: "src/use-cases/orders/repair-bookings.ts",
    otherwise:
      "What an order counts cannot be compared with what was captured: rows may be counted twice or not at all.",
  },
  recapture: {
    what: "makes an order count what it does not count, when a payment that is captured in full is captured again",
    where: "core-flows: capture-payment",
    used: "src/use-cases/orders/repair-bookings.ts",
    otherwise: "A capture whose process died before it was counted stays uncounted, and an incident.",
  },
  reopening: {
    what: "lets `captured_at` of a payment be taken back",
    where: "payment: updatePayment",
    used: "src/use-cases/orders/repair-bookings.ts",
    otherwise: "After a cut-off capture was removed, Medusa captures nothing more of that payment.",
  },
  functions: {
    what: "exports the workflows, steps and helpers that the plugin calls",
    where: "medusa/core-flows, framework/http, framework/utils",
    used: "src/medusa/check-at-start.ts",
    otherwise: "The server does not start, with a message that names what is missing.",
  },
  orderSums: {
    what: "keeps the sums of an order in a summary of its version, which can be listed and written",
    where: "order: OrderSummary",
    used: "src/use-cases/orders/recount.ts",
    otherwise: "An order that was counted wrong, because its process died for example, stays wrong.",
  },
  refundCredits: {
    what: "takes a refund off what the order costs by a change `credit_line`, which makes a new version of the order",
    where: "core-flows: create-order-refund-credit-lines",
    used: "src/use-cases/orders/repair-refund-credit.ts",
    otherwise: "After a refund whose process died the order asks for the money again, or costs too little.",
  },
  cleanUp: {
    what: "frees reserved goods by the lines of an order, and takes back a use of a promotion by its code",
    where: "inventory: deleteReservationItemsByLineItem; promotion: revertUsage",
    used: "src/use-cases/orders/roll-back-completion.ts",
    otherwise:
      "A completion that was cut off cannot be rolled back: its goods stay reserved, its code used up.",
  },
  customerTraces: {
    what: "lists account holders and notifications by their columns, and deletes them by their ids",
    where: "payment: AccountHolder; notification: Notification",
    used: "src/medusa/customer-traces.ts",
    otherwise: "The erasure of a customer fails with an error, and is tried again by the job.",
  },
  lockErrors: {
    what: "says in known words that a lock is taken, or was not free in time",
    where: "locking, locking-postgres, locking-redis",
    used: "src/medusa/passing-errors.ts",
    otherwise:
      "A completion that failed over somebody else's lock is taken for one that cannot be ordered, and its money goes back.",
  },
  events: {
    what: "tells of canceled and changed orders, of sent goods and of deleted customers under the names that are listened to",
    where: "utils: workflow events",
    used: "src/subscribers",
    otherwise:
      "The job does the same later: it returns money of canceled orders and captures for sent goods a minute later; cards of a deleted customer stay until the night.",
  },
  moduleEvents: {
    what: "tells of every change of a payment collection and of deleted orders by events of their modules, with the id",
    where: "utils: buildModuleResourceEventName",
    used: "src/subscribers",
    otherwise: "A payment link that asks for what is not due any more stays open until the job looks at it.",
  },
  roles: {
    what: "checks roles by `policies` of a route, or by `authorize` of framework/http",
    where: "framework: http",
    used: "src/medusa/roles.ts",
    otherwise: "Roles are not checked on the plugin's routes: every signed-in user may do everything.",
  },
  routePaths: {
    what: "has the routes that carry the plugin's guards, each with its path and method",
    where: "medusa: api",
    used: "src/api/middlewares.ts",
    otherwise:
      "The guard does not run, and nothing says so: money moves past the plugin's checks, and a changed amount or a card number in a body is not refused.",
  },
  middlewareOrder: {
    what: "runs middlewares without methods first, as prefixes, then the others in the order of their entries, and its route last",
    where: "framework: ApiLoader, RoutesSorter",
    used: "src/api/middlewares.ts",
    otherwise: "A guard runs too late or not at all: the route has done what it was to refuse.",
  },
  unreadBodies: {
    what: "leaves a body unread under a path with `bodyParser: false`, for every method, and reads others",
    where: "framework: body parser, RoutesFinder",
    used: "src/api/middlewares.ts",
    otherwise:
      "Medusa's parser quotes what it cannot read in its answer and in the log, which may be part of a card number.",
  },
  rolesFirst: {
    what: "checks the roles in `auth_context.app_metadata.roles` before the middlewares of later entries",
    where: "framework: check-permissions",
    used: "src/medusa/roles.ts",
    otherwise:
      "The dashboard offers what a role does not allow, or staff are refused what it does; a body is read before who sent it may.",
  },
  sessionBody: {
    what: "takes the data of a shopper's payment session from `req.body`, not from the copy that it validated before the guards",
    where: "medusa: store/payment-collections/[id]/payment-sessions",
    used: "src/api/guards/headers-and-bodies.ts",
    otherwise:
      "What the guards take out of the data is stored all the same: a shopper could name another shopper's payment in it.",
  },
  sentGoods: {
    what: "keeps when goods were sent and delivered in columns of `fulfillment`, and links it to the order by `order_fulfillment`",
    where: "fulfillment: Fulfillment; link-modules: order_fulfillment",
    used: "src/modules/xpay/sent-orders.ts",
    otherwise:
      "The log of the start names what is missing; the job finds no sent orders, and holds that were to be captured expire.",
  },
  health: {
    what: "answers `/health` with 200",
    where: "medusa: start",
    used: "src/use-cases/health/try-addresses.ts",
    otherwise: "The check of the address that XPay calls says that another server answers there.",
  },
  commandLine: {
    what: "has a command line, named as `medusa` in its package, that runs a file of ours (`exec`)",
    where: "cli",
    used: "src/medusa/command-line.ts",
    otherwise: "The doctor says that it finds no application.",
  },
  dashboardGlobals: {
    what: "tells dashboard extensions its address and way to sign in by three globals",
    where: "admin-bundler",
    used: "src/admin/lib/dashboard.ts",
    otherwise:
      "The plugin's pages call their own origin with the session cookie: right for most shops, wrong with tokens.",
  },
  dashboardQueries: {
    what: "keeps orders and draft orders under the query keys `orders` and `draft-orders`",
    where: "dashboard, draft-order",
    used: "src/admin/lib/dashboard.ts",
    otherwise: "Medusa's own card of payments shows the old state until the page is loaded again.",
  },
  dashboardTexts: {
    what: "has words for filters and pages of tables under the keys that the plugin's tables use, in English and Italian",
    where: "dashboard: translations",
    used: "src/admin/lists",
    otherwise: "The plugin's tables show a key where a word belongs.",
  },
  dashboardPaths: {
    what: "has its dashboard at `/app` by default, with orders at `/orders/:id` and draft orders at `/draft-orders/:id`",
    where: "utils: defineConfig; dashboard and draft-order: routes",
    used: "src/use-cases/alerts/describe-incidents.ts",
    otherwise: "Links in alerts and on the plugin's pages lead to a page that is not there.",
  },
  widgetZones: {
    what: "has the zones `order.details.side` and `draft_order.details.side`",
    where: "admin-shared: INJECTION_ZONES",
    used: "src/admin/widgets/order.tsx",
    otherwise: "The plugin's card is not on the order's page; its own pages are.",
  },
} as const satisfies Record<string, Reliance>

export type ReliedOn = keyof typeof RELIED_ON
