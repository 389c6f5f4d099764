import type { Market, Product } from "./seed-store"

/** A product of the demo shop. The store keeps Italian texts; the storefront shows the English ones from here. */
export interface DemoProduct extends Product {
  english: { title: string; description: string }
}

/** The demo shop's products. Images are paths below the storefront; prices are in major units. */
export const PRODUCTS: DemoProduct[] = [
  {
    sku: "CAFFE",
    handle: "caffe-in-grani",
    title: "Caffè in grani",
    description: "Miscela di arabica tostata lentamente a legna, 250 g.",
    english: { title: "Coffee beans", description: "Arabica blend, slowly roasted over wood, 250 g." },
    image: "/images/caffe-in-grani.svg",
    prices: { eur: 12.9, jpy: 2100, kwd: 4.375 },
  },
  {
    sku: "MOKA",
    handle: "moka-tre-tazze",
    title: "Moka da tre tazze",
    description: "Alluminio lucidato a mano, manico in legno di faggio.",
    english: { title: "Three-cup moka pot", description: "Hand-polished aluminium, beech handle." },
    image: "/images/moka-tre-tazze.svg",
    prices: { eur: 34, jpy: 5500, kwd: 11.45 },
  },
  {
    sku: "TAZZINE",
    handle: "due-tazzine",
    title: "Due tazzine",
    description: "Ceramica tornita a Deruta, smalto color crema.",
    english: { title: "Two espresso cups", description: "Thrown in Deruta, cream glaze." },
    image: "/images/due-tazzine.svg",
    prices: { eur: 24.5, jpy: 3900, kwd: 8.25 },
  },
  {
    sku: "OLIO",
    handle: "olio-extravergine",
    title: "Olio extravergine",
    description: "Taggiasca spremuta a freddo, raccolto di novembre, 500 ml.",
    english: {
      title: "Extra virgin olive oil",
      description: "Cold-pressed Taggiasca, November harvest, 500 ml.",
    },
    image: "/images/olio-extravergine.svg",
    prices: { eur: 18, jpy: 2900, kwd: 6.125 },
  },
  {
    sku: "MIELE",
    handle: "miele-di-castagno",
    title: "Miele di castagno",
    description: "Scuro e appena amaro, dai boschi della Garfagnana, 400 g.",
    english: {
      title: "Chestnut honey",
      description: "Dark and just bitter, from the woods of Garfagnana, 400 g.",
    },
    image: "/images/miele-di-castagno.svg",
    prices: { eur: 9.8, jpy: 1600, kwd: 3.3 },
  },
  {
    sku: "GREMBIULE",
    handle: "grembiule-di-lino",
    title: "Grembiule di lino",
    description: "Lino lavato, tasca doppia, cucito in Umbria.",
    english: { title: "Linen apron", description: "Washed linen, double pocket, sewn in Umbria." },
    image: "/images/grembiule-di-lino.svg",
    prices: { eur: 42, jpy: 6800, kwd: 14.75 },
  },
]

/** Shipping countries, one per currency: with two, no and three decimals. */
export const MARKETS: Market[] = [
  { name: "Italia", country: "it", currency: "eur", shipping: { name: "Corriere", price: 5.9 } },
  { name: "Giappone", country: "jp", currency: "jpy", shipping: { name: "Espresso", price: 1800 } },
  { name: "Kuwait", country: "kw", currency: "kwd", shipping: { name: "Espresso", price: 6.5 } },
]
