import { z } from "@medusajs/framework/zod"
import { withoutUndefined } from "../../domain/without-undefined"
import { readEach, readId, readText, requiredText } from "./lenient"
import { lastFour, readMasked } from "./masked"
import { memberReader, type Unrecognised } from "./member"
import { readCircuit, readMethod } from "./method"
import { asPayerId, type ContractId, type PayerId } from "../../domain/ids"

/** Who may start a payment with a saved card: the payer (`CIT`), or the shop. */
const CONTRACT_TYPES = ["CIT", "MIT_UNSCHEDULED", "MIT_SCHEDULED"] as const
export type ContractType = (typeof CONTRACT_TYPES)[number]

/** A saved card (or other instrument) of a customer. */
export interface Contract {
  readonly id: ContractId
  readonly type?: ContractType | Unrecognised
  /** `YYYY-MM-DD`; scheduled contracts only. */
  readonly expiresOn?: string
  /** Minimum number of days between two charges; scheduled contracts only. */
  readonly frequencyDays?: number
  readonly method?: "CARD" | "APM" | Unrecognised
  readonly circuit?: string
  /** Masked: `***4549`. */
  readonly instrument?: string
  readonly last4?: string
}

/** A customer's saved cards. */
export interface CustomerContracts {
  readonly customerId?: PayerId
  readonly contracts: readonly Contract[]
}

const readContractType = memberReader(CONTRACT_TYPES)

const contract: z.ZodType<Contract> = z
  .looseObject({ contractId: requiredText.brand<"ContractId">() })
  .transform((wire) => {
    const instrument = readMasked(wire.paymentInstrumentInfo)
    const frequency = readText(wire.contractFrequency) ?? ""
    return withoutUndefined<Contract>({
      id: wire.contractId,
      type: readContractType(wire.contractType),
      expiresOn: readText(wire.contractExpiryDate),
      frequencyDays: /^\d{1,4}$/.test(frequency) ? Number(frequency) : undefined,
      method: readMethod(wire.paymentMethod),
      circuit: readCircuit(wire.paymentCircuit),
      instrument,
      last4: lastFour(instrument),
    })
  })

export const customerContracts: z.ZodType<CustomerContracts> = z.looseObject({}).transform((wire) =>
  withoutUndefined<CustomerContracts>({
    customerId: readId(wire.customerId, asPayerId),
    contracts: readEach(contract, wire.contracts),
  })
)
