/** A postal address as sent. */
export type Address = Readonly<Record<string, string | undefined>>

/** The merchant's data about the customer, without the addresses that XPay discards. */
export interface CustomerInfo {
  readonly cardHolderName?: string | undefined
  readonly cardHolderEmail?: string | undefined
  readonly billingAddress?: Address | undefined
  readonly shippingAddress?: Address | undefined
  readonly mobilePhoneCountryCode?: string | undefined
  readonly mobilePhone?: string | undefined
  readonly homePhone?: string | undefined
  readonly workPhone?: string | undefined
  readonly cardHolderAcctInfo?: Readonly<Record<string, unknown>> | undefined
  readonly merchantRiskIndicator?: Readonly<Record<string, unknown>> | undefined
}

/** A non-blocking warning in a response. */
export interface Warning {
  readonly code: string
  readonly description: string
}

const complaints = {
  billingAddress: { country: "003", province: "007", name: "billing address" },
  shippingAddress: { country: "010", province: "014", name: "shipping address" },
} as const

/**
 * XPay never fails a call because of an address. It discards an address whose country is not alpha-3, or whose province
 * has more than two characters, and returns a warning (codes 003, 007, 010, 014, seen in the sandbox).
 */
export function dropBadAddresses(given: CustomerInfo): { customerInfo: CustomerInfo; warnings: Warning[] } {
  const warnings = [
    ...complaintsAbout("billingAddress", given.billingAddress),
    ...complaintsAbout("shippingAddress", given.shippingAddress),
  ]
  const isDropped = (kind: keyof typeof complaints): boolean =>
    warnings.some(({ code }) => code === complaints[kind].country || code === complaints[kind].province)
  return {
    customerInfo: {
      ...given,
      billingAddress: isDropped("billingAddress") ? undefined : given.billingAddress,
      shippingAddress: isDropped("shippingAddress") ? undefined : given.shippingAddress,
    },
    warnings,
  }
}

function complaintsAbout(kind: keyof typeof complaints, address: Address | undefined): Warning[] {
  if (!address) return []
  const { country, province, name } = complaints[kind]
  const found: Warning[] = []
  if (address.country !== undefined && !/^[A-Za-z]{3}$/.test(address.country)) {
    found.push({ code: country, description: `${name} ignored: country must have 3 characters` })
  }
  if (address.province !== undefined && !/^.{1,2}$/.test(address.province)) {
    found.push({ code: province, description: `${name} ignored: province must have 1-2 characters` })
  }
  return found
}
