import { type CustomerInfo } from "../../ledger/customer-info"

type View = Record<string, unknown>

const customerFields = [
  "cardHolderName",
  "cardHolderEmail",
  "billingAddress",
  "shippingAddress",
  "mobilePhoneCountryCode",
  "mobilePhone",
  "homePhone",
  "workPhone",
  "cardHolderAcctInfo",
  "merchantRiskIndicator",
] as const

const addressFields = ["name", "street", "additionalInfo", "city", "postCode", "province", "country"] as const

/** The customer as most responses show it: only the fields that were sent. Null if there are none. */
export function customerView(customer: CustomerInfo | null): View | null {
  if (!customer) return null
  return Object.fromEntries(
    customerFields.flatMap((field) => (customer[field] === undefined ? [] : [[field, customer[field]]]))
  )
}

/** The customer as `init` shows it: every field, null where empty. */
export function nullFilledCustomerView(customer: CustomerInfo | null): View | null {
  if (!customer) return null
  const filled: View = nullFilled(customer, customerFields)
  for (const field of ["billingAddress", "shippingAddress"] as const) {
    if (customer[field]) filled[field] = nullFilled(customer[field], addressFields)
  }
  return filled
}

function nullFilled(given: object, fields: readonly string[]): View {
  const values = new Map<string, unknown>(Object.entries(given))
  return Object.fromEntries(fields.map((field) => [field, values.get(field) ?? null]))
}
