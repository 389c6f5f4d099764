import type { Shop } from "../shop"
import type { Address, Cart } from "../store/wire"
import { Field, type FieldOptions } from "../ui/field"
import { h } from "../ui/h"

type Name = "email" | Exclude<keyof Address, "country_code">

/** Who gets it, and where. */
export class DetailsForm {
  readonly fields: readonly Field[]
  readonly contact: HTMLElement
  readonly address: HTMLElement
  private readonly byName: Readonly<Record<Name, Field>>

  constructor(private readonly shop: Shop) {
    const { texts, region } = shop
    const make = (
      name: Name,
      label: string,
      input: FieldOptions["input"],
      more: Partial<FieldOptions> = {}
    ) =>
      new Field({ id: name.replaceAll("_", "-"), label, input: { name, required: true, ...input }, ...more })
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
      province: make("province", isItaly ? texts.province : optional(texts.province), {
        autocomplete: "shipping address-level1",
        required: isItaly,
        ...(isItaly ? { maxlength: 2, class: "upper" } : {}),
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
    for (const [name, field] of Object.entries(this.byName) as [Name, Field][]) {
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

  /** What the shopper has typed so far. */
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
        province: value("province").toUpperCase(),
        phone: value("phone"),
        country_code: this.shop.region.country,
      },
    }
  }

  fill({ email, shipping_address: address }: Pick<Cart, "email" | "shipping_address">): void {
    for (const [name, field] of Object.entries(this.byName) as [Name, Field][]) {
      const value = name === "email" ? email : address?.[name]
      if (value != null && value !== "") {
        field.value = value
        field.setError(undefined)
      }
    }
  }

  /** Looks at every field, and shows what is wrong. */
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
    return name === "postal_code" && region.country === "it" && !/^\d{5}$/.test(value)
      ? texts.postalCodeInvalid
      : undefined
  }
}
