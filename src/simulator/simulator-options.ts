import { paymentMethods, type PaymentMethod } from "./reference/payment-methods"
import { type SwitchChanges } from "./switches"

/** One API key with its settings, as Nexi configures a terminal. */
export interface TerminalOptions {
  readonly apiKey: string
  /** A name for logs and the control API, where the key itself never appears. */
  readonly alias: string
  /** `explicit` terminals may capture later; `implicit` ones always capture immediately. */
  readonly accounting: "explicit" | "implicit"
  /** Whether MOTO payments are enabled. */
  readonly moto: boolean
  /** Circuits and services, e.g. `["VISA", "MC", "PAYPAL"]`; `"CARDS"` stands for all card circuits. */
  readonly methods: readonly string[]
  /** Currencies the terminal may charge; default `["EUR"]`. In others, the order is accepted but the payment fails. */
  readonly currencies?: readonly string[]
  /** A key issued for Nexi's own plugins is refused by the API with PS0057. */
  readonly keyKind?: "api" | "plugin"
}

/** Options of a simulator. */
export interface SimulatorOptions {
  /** 0, the default, picks a free port. */
  readonly port?: number
  /** Default 127.0.0.1: the control API must not be publicly reachable. */
  readonly host?: string
  readonly terminals?: readonly TerminalOptions[]
  /** Makes generated ids repeatable. */
  readonly seed?: string | number
  readonly switches?: SwitchChanges
  /** The URL that browsers use, if it differs from host and port. */
  readonly publicUrl?: string
  /** Port for the frames of XPay Build, which have their own origin. 0, the default, picks a free port. */
  readonly framesPort?: number
  /** The URL that browsers use for the frames, if it differs from host and port. */
  readonly framesUrl?: string
}

/** A terminal with its defaults applied. */
export interface Terminal {
  readonly apiKey: string
  readonly alias: string
  readonly accounting: "explicit" | "implicit"
  readonly hasMoto: boolean
  readonly methods: readonly PaymentMethod[]
  readonly currencies: readonly string[]
  readonly keyKind: "api" | "plugin"
}

/** Keys of the default terminals. They are valid nowhere else. */
export const explicitApiKey = "eeeeeeee-0000-4000-8000-000000000001"
export const implicitApiKey = "11111111-0000-4000-8000-000000000002"

const everydayMethods = [
  "CARDS",
  "GOOGLEPAY",
  "APPLEPAY",
  "PAYPAL",
  "BANCOMATPAY",
  "MYBANK",
  "SATISPAY",
  "KLARNA",
]

/** One terminal of each kind; MOTO payments on the explicit one only. */
export const defaultTerminals: readonly TerminalOptions[] = [
  { apiKey: explicitApiKey, alias: "explicit", accounting: "explicit", moto: true, methods: everydayMethods },
  {
    apiKey: implicitApiKey,
    alias: "implicit",
    accounting: "implicit",
    moto: false,
    methods: everydayMethods,
  },
]

/** Applies the defaults to a terminal's options. Throws on an unknown method, naming it. */
export function toTerminal(options: TerminalOptions): Terminal {
  return {
    apiKey: options.apiKey,
    alias: options.alias,
    accounting: options.accounting,
    hasMoto: options.moto,
    methods: options.methods.flatMap(methodsNamed),
    currencies: options.currencies ?? ["EUR"],
    keyKind: options.keyKind ?? "api",
  }
}

function methodsNamed(name: string): readonly PaymentMethod[] {
  const found = paymentMethods.filter(({ circuit, service }) => circuit === name || service === name)
  if (found.length === 0) throw new Error(`Unknown payment method "${name}" in the terminal's methods`)
  return found
}
