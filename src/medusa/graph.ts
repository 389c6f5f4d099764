import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** What is read of an entity or a link of Medusa's, by the names of its query. */
export interface Reading {
  readonly entity: string
  readonly fields: readonly string[]
  /** An empty filter, and a filter that is undefined, match every row of the table: check what goes into one. */
  readonly filters?: object
  readonly pagination?: {
    readonly skip?: number
    readonly take?: number
    readonly order?: Readonly<Record<string, "ASC" | "DESC">>
  }
}

/**
 * Reads rows through Medusa's query.
 *
 * The one cast of its results is here: Medusa types them by types that it generates for an application, and a plugin does
 * not have those. `Row` declares what of `fields` the caller uses.
 */
export async function findAll<Row>(
  container: MedusaContainer,
  { entity, fields, ...rest }: Reading
): Promise<Row[]> {
  const { data } = await container
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity, fields: [...fields], ...rest })
  return data as Row[]
}

/** {@link findAll}, the first row of them; undefined when there is none. */
export async function findOne<Row>(container: MedusaContainer, reading: Reading): Promise<Row | undefined> {
  const [row] = await findAll<Row>(container, reading)
  return row
}
