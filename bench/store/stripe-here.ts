import stripeModule from "@medusajs/payment-stripe"
import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import Stripe from "stripe"

type Constructor = new (...args: never[]) => { stripe_: Stripe }

const [StripeProviderService] = (stripeModule as unknown as { services: Constructor[] }).services
if (StripeProviderService === undefined) {
  throw new Error("Medusa's Stripe provider has no service.")
}

/** Medusa's Stripe provider, unchanged except for Stripe's address. */
class StripeHere extends StripeProviderService {
  static identifier = "stripe"

  constructor(...args: never[]) {
    super(...args)
    const { hostname, port } = new URL(process.env.STRIPE_URL ?? "")
    this.stripe_ = new Stripe("sk_test_1", { host: hostname, port, protocol: "http" })
  }
}

export default ModuleProvider(Modules.PAYMENT, { services: [StripeHere as never] })
