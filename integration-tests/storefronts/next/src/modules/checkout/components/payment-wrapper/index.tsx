"use client"

import { isStripeLike } from "@lib/constants"
import { HttpTypes } from "@medusajs/types"
import Script from "next/script"
import React from "react"

type PaymentWrapperProps = {
  cart: HttpTypes.StoreCart
  children: React.ReactNode
}

/** Loads a third-party script, as the starter's does when a key for Stripe is set. */
export default function PaymentWrapper({ cart, children }: PaymentWrapperProps) {
  const session = cart.payment_collection?.payment_sessions?.[0]
  return (
    <div data-stripe={isStripeLike(session?.provider_id)}>
      <Script src="https://js.stripe.com/v3/" />
      {children}
    </div>
  )
}
