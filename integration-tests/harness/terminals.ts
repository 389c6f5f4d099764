import type { TerminalOptions } from "../../src/simulator"

export const STOREFRONT = "http://localhost:8000"

/** Keys of the simulated terminals. They are canaries too: no test may find one anywhere. */
export const EXPLICIT_KEY = "c0ffee00-aaaa-4bbb-8ccc-000000000001"
export const IMPLICIT_KEY = "c0ffee00-aaaa-4bbb-8ccc-000000000002"
/** A second key of the explicit terminal, for key rotation. */
export const ROTATED_KEY = "c0ffee00-aaaa-4bbb-8ccc-000000000003"

const CURRENCIES = ["EUR", "JPY", "KWD"]

const EXPLICIT: TerminalOptions = {
  apiKey: EXPLICIT_KEY,
  alias: "explicit",
  accounting: "explicit",
  moto: true,
  methods: [
    "CARDS",
    "PAYPAL",
    "GOOGLEPAY",
    "APPLEPAY",
    "BANCOMATPAY",
    "SATISPAY",
    "MYBANK",
    "MULTIBANCO",
    "KLARNA",
  ],
  currencies: CURRENCIES,
}

/** The terminals that the simulated XPay has. */
export const SIMULATED: TerminalOptions[] = [
  EXPLICIT,
  { ...EXPLICIT, apiKey: ROTATED_KEY },
  {
    apiKey: IMPLICIT_KEY,
    alias: "implicit",
    accounting: "implicit",
    moto: false,
    methods: ["CARDS"],
    // A shop may have more currencies than a terminal.
    currencies: ["EUR"],
  },
]

/** Short enough for a test to wait, long enough for a busy machine. */
const TIMEOUTS = {
  init: 3_000,
  validation: 3_000,
  payment: 3_000,
  moto: 3_000,
  hosted: 3_000,
  operation: 3_000,
  read: 3_000,
}

const explicit = { apiKey: EXPLICIT_KEY, timeouts: TIMEOUTS, assumeNotExecutedAfterSeconds: 2 }

/** The terminals of every tested store: `pp_xpay_<id>`. */
export const TERMINALS: { id: string; options: Record<string, unknown> }[] = [
  { id: "xpay", options: explicit },
  { id: "automatic", options: { ...explicit, capture: "automatic" } },
  { id: "twosteps", options: { ...explicit, steps: 2 } },
  {
    id: "implicit",
    options: { ...explicit, apiKey: IMPLICIT_KEY, accounting: "implicit", capture: "automatic" },
  },
  { id: "listed", options: { ...explicit, moto: { enabled: true, users: ["boss@example.com"] } } },
  { id: "nomoto", options: { ...explicit, moto: { enabled: false } } },
  { id: "holding", options: { ...explicit, unplaceable: "hold" } },
  { id: "misdeclared", options: { ...explicit, apiKey: IMPLICIT_KEY } },
]

/** Methods on XPay's page that are enabled in the tests' regions. */
const METHODS = [
  "fields",
  "hosted",
  "paypal",
  "googlepay",
  "applepay",
  "bancomatpay",
  "mybank",
  "multibanco",
  "klarna",
  "bancontact",
  "satispay",
]

/** The payment providers of the tests' regions. */
export const PROVIDERS: string[] = [
  ...TERMINALS.map(({ id }) => `pp_xpay_${id}`),
  ...METHODS.map((method) => `pp_xpay-${method}_xpay`),
  "pp_xpay-paypal_holding",
  "pp_xpay-fields_automatic",
  "pp_xpay-fields_implicit",
  // Enabled by mistake: still available to staff only.
  "pp_xpay-moto_xpay",
  "pp_xpay-link_xpay",
]
