import fs from "node:fs"
import path from "node:path"

/** A storefront that was made from one of Medusa's starters. */
export interface Starter {
  /** Where its `package.json` is. */
  readonly root: string
  readonly name: "dtc-starter" | "nextjs-starter-medusa"
}

/** Both starters have it, and no other storefront is likely to. */
const LANDMARK = "src/modules/checkout/templates/checkout-form/index.tsx"

/** Where a storefront is in what the starters make: the folder itself, or the application of a monorepo. */
const PLACES = [".", "apps/storefront"]

/** Finds the storefront in a folder by the shape that the starters have in common. */
export function findStarter(folder: string): Starter | undefined {
  const root = PLACES.map((place) => path.resolve(folder, place)).find(
    (place) => fs.existsSync(path.join(place, LANDMARK)) && fs.existsSync(path.join(place, "package.json"))
  )
  if (root === undefined) {
    return undefined
  }
  // The older one takes its basic components from a package, the newer one has them in a folder.
  const hasOwnComponents = fs.existsSync(path.join(root, "src/modules/common/components/ui"))
  return { root, name: hasOwnComponents ? "dtc-starter" : "nextjs-starter-medusa" }
}
