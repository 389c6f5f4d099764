import fs from "node:fs"
import path from "node:path"

/** A storefront created from one of Medusa's starters. */
export interface Starter {
  /** Folder of its `package.json`. */
  readonly root: string
  readonly name: "dtc-starter" | "nextjs-starter-medusa"
}

/** Present in both starters, and unlikely in any other storefront. */
const LANDMARK = "src/modules/checkout/templates/checkout-form/index.tsx"

/** Where the starters place the storefront: the folder itself, or an application of a monorepo. */
const PLACES = [".", "apps/storefront"]

/** Finds the storefront in a folder by the layout that the starters share. */
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
