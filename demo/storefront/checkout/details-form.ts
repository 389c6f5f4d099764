import type { Shop } from "../shop"
import type { Address, Cart } from "../store/wire"
import { Field, type AnyField, type FieldOptions } from "../ui/field"
import { h } from "../ui/h"
import { POSTCODES, PROVINCES } from "./places"

type Name = "email" | Exclude<keyof Address, "country_code">

/** Contact and shipping address. */
export class DetailsForm {
  readonly fields: readonly AnyField[]
  readonly contact: HTMLElement
  readonly address: HTMLElement
  private readonly byName: Readonly<Record<Name, AnyField>>

  constructor(private readonly shop: Shop) {
    const { texts, region } = shop
    const describe = (
      name: Name,
      label: string,
      input: FieldOptions["input"],
      more: Partial<FieldOptions> = {}
    ) => ({ id: name.replaceAll("_", "-"), label, input: { name, required: true, ...input }, ...more })
    const make = (...described: Parameters<typeof describe>) => Field.input(describe(...described))
    const optional = (label: string) => `${label} (${texts.optional})`
    const isItaly = region.country === "it"
    this.byName = {
      email: make(
        "email",
        texts.email,
        { type: "email", autocomplete: "email", inputmode: "email" },
        { hint: texts.emailHint }
      ),
      first_name: make("first_name", texts.firstName, { autocomplete: "shipping given-name" }),
      last_name: make("last_name", texts.lastName, { autocomplete: "shipping family-name" }),
      address_1: make(
        "address_1",
        texts.street,
        { autocomplete: "shipping address-line1" },
        { className: "wide" }
      ),
      postal_code: make("postal_code", texts.postalCode, {
        autocomplete: "shipping postal-code",
        ...(isItaly ? { inputmode: "numeric", maxlength: 5 } : {}),
      }),
      city: make("city", texts.city, { autocomplete: "shipping address-level2" }),
      province: isItaly
        ? Field.choice(
            describe("province", texts.province, { autocomplete: "shipping address-level1" }),
            PROVINCES.map(([code, name]) => [code, `${name} (${code})`] as const)
          )
        : make("province", optional(texts.province), {
            autocomplete: "shipping address-level1",
            required: false,
          }),
      phone: make("phone", optional(texts.phone), {
        type: "tel",
        autocomplete: "shipping tel",
        inputmode: "tel",
        required: false,
      }),
    }
    const { email, ...address } = this.byName
    this.fields = Object.values(this.byName)
    for (const [name, field] of Object.entries(this.byName) as [Name, AnyField][]) {
      field.input.addEventListener("blur", () => field.value.trim() !== "" && this.check(name))
      field.input.addEventListener("input", () => field.isWrong && this.check(name))
    }
    this.contact = email.element
    this.address = h(
      "div",
      { class: "grid" },
      ...Object.values(address).map(({ element }) => element),
      h(
        "p",
        { class: "soft small wide" },
        texts.shipsInside(texts.countries[region.country] ?? region.country)
      )
    )
  }

  /** The values typed so far. */
  read(): { email: string; address: Address } {
    const value = (name: Name) => this.byName[name].value.trim()
    return {
      email: value("email"),
      address: {
        first_name: value("first_name"),
        last_name: value("last_name"),
        address_1: value("address_1"),
        postal_code: value("postal_code"),
        city: value("city"),
        province: value("province"),
        phone: value("phone"),
        country_code: this.shop.region.country,
      },
    }
  }

  fill({ email, shipping_address: address }: Pick<Cart, "email" | "shipping_address">): void {
    for (const [name, field] of Object.entries(this.byName) as [Name, AnyField][]) {
      const value = name === "email" ? email : address?.[name]
      if (value != null && value !== "") {
        field.value = value
        field.setError(undefined)
      }
    }
  }

  /** Checks every field and shows the errors. */
  checkAll(): void {
    for (const name of Object.keys(this.byName) as Name[]) {
      this.check(name)
    }
  }

  private check(name: Name): void {
    this.byName[name].setError(this.problemOf(name))
  }

  private problemOf(name: Name): string | undefined {
    const { texts, region } = this.shop
    const { input } = this.byName[name]
    const value = input.value.trim()
    if (value === "") {
      return !input.required ? undefined : name === "email" ? texts.emailMissing : texts.fieldMissing
    }
    if (name === "email") {
      return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(value) ? undefined : texts.emailInvalid
    }
    const postcode = POSTCODES[region.country]
    return name === "postal_code" && postcode?.form.test(value) === false
      ? texts.postalCodeInvalid(postcode.example)
      : undefined
  }
}
