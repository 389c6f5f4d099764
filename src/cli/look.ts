import type { ExecArgs } from "@medusajs/framework/types"
import { toLocale } from "../domain/locale"
import { checkTerminals } from "../workflows/check-terminal"

/** Run by `medusa exec` inside the application: looks at its terminals, and tells the doctor, which is its parent. */
export default async function look({ container, args }: ExecArgs): Promise<void> {
  const terminals = await checkTerminals(container, toLocale(args[0]), "outside")
  // Medusa ends the process as soon as this is over.
  await new Promise<void>((resolve) => process.send?.({ terminals }, undefined, undefined, () => resolve()))
}
