"use client"

import { paymentInfoMap } from "@lib/constants"

/** The starter's own step: a choice of providers. */
export default function Payment({
  availablePaymentMethods,
}: {
  cart: object
  availablePaymentMethods: { id: string }[]
}) {
  return (
    <ul>
      {availablePaymentMethods.map(({ id }) => (
        <li key={id}>{paymentInfoMap[id]?.title || id}</li>
      ))}
    </ul>
  )
}
