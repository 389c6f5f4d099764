/** The parts of Medusa's store API that this shop uses. Amounts are in major units. */
export interface Product {
  readonly id: string
  readonly handle: string
  readonly title: string
  readonly description: string | null
  readonly thumbnail: string | null
  readonly variants: readonly {
    readonly id: string
    readonly calculated_price: { readonly calculated_amount: number }
  }[]
}

export interface Line {
  readonly id: string
  readonly variant_id: string
  readonly product_handle: string
  readonly product_title: string
  readonly thumbnail: string | null
  readonly quantity: number
  readonly unit_price: number
}

export interface Address {
  readonly first_name: string
  readonly last_name: string
  readonly address_1: string
  readonly postal_code: string
  readonly city: string
  readonly province: string
  readonly phone: string
  readonly country_code: string
}

export interface Cart {
  readonly id: string
  readonly email: string | null
  readonly currency_code: string
  readonly region_id: string
  readonly completed_at: string | null
  readonly item_total: number
  readonly shipping_total: number
  readonly total: number
  readonly items: readonly Line[]
  readonly shipping_methods: readonly { readonly shipping_option_id: string }[]
  readonly shipping_address: Partial<{ [K in keyof Address]: Address[K] | null }> | null
}

export interface ShippingOption {
  readonly id: string
  readonly name: string
  readonly amount: number
}

export interface Order {
  readonly id: string
  readonly display_id: number
  readonly email: string
  readonly currency_code: string
  readonly item_total: number
  readonly shipping_total: number
  readonly total: number
  readonly items: readonly Line[]
  readonly shipping_address: Cart["shipping_address"]
}
