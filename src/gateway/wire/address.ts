import { withoutUndefined } from "../../domain/without-undefined"
import { countryToWire } from "./country"
import { freeText } from "./free-text"

/** An address in neutral terms; anything may be missing or too long. */
export interface Address {
  readonly name?: string | undefined
  readonly street?: string | undefined
  readonly additionalInfo?: string | undefined
  readonly city?: string | undefined
  readonly postCode?: string | undefined
  /** `MI`, or in Medusa's form: `it-mi`. A name (`Milano`) is left out. */
  readonly province?: string | undefined
  /** ISO 3166-1, two or three letters, in any case. */
  readonly country?: string | undefined
}

/** An address as XPay requires it. */
export interface WireAddress {
  readonly name?: string
  readonly street?: string
  readonly additionalInfo?: string
  readonly city?: string
  readonly postCode?: string
  readonly province?: string
  readonly country?: string
}

/** With its ISO 3166-2 subdivision code: `it-mi`, `US-CA`. */
const SUBDIVISION = /^(?:[a-z]{2}-)?([a-z0-9]{1,2})$/i

/**
 * An address cut to XPay's lengths; undefined if nothing is left. XPay discards an address, with only a
 * warning, if the country is not three letters (003, 010) or the province not one or two characters (007,
 * 014).
 */
export function addressToWire(address: Address | undefined): WireAddress | undefined {
  const wire = withoutUndefined<WireAddress>({
    name: freeText(address?.name, 50),
    street: freeText(address?.street, 50),
    additionalInfo: freeText(address?.additionalInfo, 50),
    city: freeText(address?.city, 40),
    postCode: freeText(address?.postCode, 16),
    province: SUBDIVISION.exec(address?.province?.trim() ?? "")?.[1]?.toUpperCase(),
    country: countryToWire(address?.country),
  })
  return Object.keys(wire).length === 0 ? undefined : wire
}
