import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules, ProductStatus } from "@medusajs/framework/utils"
import {
  createApiKeysWorkflow,
  createInventoryLevelsWorkflow,
  createProductsWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  createTaxRegionsWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows"

/** A product with a price in every currency of the store (major units). */
export interface Product {
  title: string
  handle: string
  description: string
  image: string
  sku: string
  prices: Record<string, number>
}

/** A country with its currency and shipping. */
export interface Market {
  name: string
  country: string
  currency: string
  shipping: { name: string; price: number }
}

export interface SeededStore {
  publishableKey: string
  salesChannelId: string
  locationId: string
  /** By currency code, lower case. */
  regions: Record<string, { id: string; currency_code: string }>
  shippingOptions: Record<string, string>
  /** By SKU. */
  variants: Record<string, string>
}

/** Creates a complete store: sales channel, regions that pay through `providers`, stock, shipping, products. */
export async function seedStore(
  container: MedusaContainer,
  { products, markets, providers }: { products: Product[]; markets: Market[]; providers: string[] }
): Promise<SeededStore> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  const fulfillment = container.resolve(Modules.FULFILLMENT)

  const channel = first(
    await createSalesChannelsWorkflow(container).run({ input: { salesChannelsData: [{ name: "Web" }] } })
  )
  const { data: stores } = await query.graph({ entity: "store", fields: ["id"] })
  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: stores.map((store) => store.id) },
      update: {
        name: "Bottega Demo",
        supported_currencies: markets.map(({ currency }, index) => ({
          currency_code: currency,
          is_default: index === 0,
        })),
        default_sales_channel_id: channel.id,
      },
    },
  })
  const key = first(
    await createApiKeysWorkflow(container).run({
      input: { api_keys: [{ title: "Web", type: "publishable", created_by: "" }] },
    })
  )
  await linkSalesChannelsToApiKeyWorkflow(container).run({ input: { id: key.id, add: [channel.id] } })

  const { result: regions } = await createRegionsWorkflow(container).run({
    input: {
      regions: markets.map(({ name, country, currency }) => ({
        name,
        currency_code: currency,
        countries: [country],
        payment_providers: providers,
      })),
    },
  })
  await createTaxRegionsWorkflow(container).run({
    input: markets.map(({ country }) => ({ country_code: country, provider_id: "tp_system" })),
  })

  const location = first(
    await createStockLocationsWorkflow(container).run({
      input: {
        locations: [
          { name: "Milano", address: { city: "Milano", country_code: "IT", address_1: "Via Roma 1" } },
        ],
      },
    })
  )
  await link.create({
    [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
    [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" },
  })
  await linkSalesChannelsToStockLocationWorkflow(container).run({
    input: { id: location.id, add: [channel.id] },
  })
  const profile = first(
    await createShippingProfilesWorkflow(container).run({
      input: { data: [{ name: "Default", type: "default" }] },
    })
  )
  const shippingOptions: Record<string, string> = {}
  for (const { name, country, currency, shipping } of markets) {
    const set = await fulfillment.createFulfillmentSets({
      name: `Shipping ${name}`,
      type: "shipping",
      service_zones: [{ name, geo_zones: [{ country_code: country, type: "country" }] }],
    })
    await link.create({
      [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
      [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
    })
    const option = first(
      await createShippingOptionsWorkflow(container).run({
        input: [
          {
            name: shipping.name,
            price_type: "flat",
            provider_id: "manual_manual",
            service_zone_id: set.service_zones[0]?.id ?? "",
            shipping_profile_id: profile.id,
            type: { label: shipping.name, description: "2-3 giorni", code: "standard" },
            prices: [{ currency_code: currency, amount: shipping.price }],
            rules: [
              { attribute: "enabled_in_store", value: "true", operator: "eq" },
              { attribute: "is_return", value: "false", operator: "eq" },
            ],
          },
        ],
      })
    )
    shippingOptions[currency] = option.id
  }

  const { result: created } = await createProductsWorkflow(container).run({
    input: {
      products: products.map((product) => ({
        title: product.title,
        handle: product.handle,
        description: product.description,
        thumbnail: product.image,
        images: [{ url: product.image }],
        status: ProductStatus.PUBLISHED,
        shipping_profile_id: profile.id,
        options: [{ title: "Misura", values: ["Unica"] }],
        variants: [
          {
            title: "Unica",
            sku: product.sku,
            options: { Misura: "Unica" },
            prices: Object.entries(product.prices).map(([currency_code, amount]) => ({
              currency_code,
              amount,
            })),
          },
        ],
        sales_channels: [{ id: channel.id }],
      })),
    },
  })
  const { data: items } = await query.graph({ entity: "inventory_item", fields: ["id"] })
  await createInventoryLevelsWorkflow(container).run({
    input: {
      inventory_levels: items.map((item) => ({
        location_id: location.id,
        stocked_quantity: 1_000_000,
        inventory_item_id: item.id,
      })),
    },
  })

  return {
    publishableKey: key.token,
    salesChannelId: channel.id,
    locationId: location.id,
    regions: Object.fromEntries(regions.map((region) => [region.currency_code, region])),
    shippingOptions,
    variants: Object.fromEntries(
      created.flatMap((product) => product.variants.map((variant) => [variant.sku ?? "", variant.id]))
    ),
  }
}

function first<T>({ result }: { result: T[] }): T {
  const [one] = result
  if (one === undefined) {
    throw new Error("The store could not be seeded: a workflow made nothing.")
  }
  return one
}
