import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** A query for an entity or a link of Medusa's, in the terms of its Query. */
export interface Reading {
  readonly entity: string
  readonly fields: readonly string[]
  /** An empty or undefined filter matches every row of the table: check the values in it. */
  readonly filters?: object
  readonly pagination?: {
    readonly skip?: number
    readonly take?: number
    readonly order?: Readonly<Record<string, "ASC" | "DESC">>
  }
}

/**
 * Reads rows through Medusa's Query.
 *
 * The only cast of its results is here: Medusa generates their types for an application, and a plugin does not have
 * them. `Row` declares the `fields` that the caller uses.
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

/** The first row of {@link findAll}; undefined if there is none. */
export async function findOne<Row>(container: MedusaContainer, reading: Reading): Promise<Row | undefined> {
  const [row] = await findAll<Row>(container, reading)
  return row
}
