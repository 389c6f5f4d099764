import { writeFile } from "node:fs/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { seedStore } from "../../demo/seed-store"

/** Seeds the fresh application's store, and writes what a storefront needs to know to the file named by `SEED_FILE`. */
export default async function seed({ container }: { container: MedusaContainer }): Promise<void> {
  const store = await seedStore(container, {
    products: [
      {
        sku: "CAFFE",
        title: "Caffè in grani",
        handle: "caffe",
        description: "250 g",
        image: "https://images.example/caffe.jpg",
        prices: { eur: 12.9 },
      },
    ],
    markets: [{ name: "Italia", country: "it", currency: "eur", shipping: { name: "Corriere", price: 5 } }],
    providers: ["pp_xpay_xpay", "pp_xpay-paypal_xpay"],
  })
  await writeFile(process.env.SEED_FILE ?? "", JSON.stringify(store))
}
