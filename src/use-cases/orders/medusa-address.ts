/** An address as Medusa's modules return it. */
export interface MedusaAddress {
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly address_1?: string | null
  readonly address_2?: string | null
  readonly city?: string | null
  readonly postal_code?: string | null
  readonly province?: string | null
  readonly country_code?: string | null
  readonly phone?: string | null
}
