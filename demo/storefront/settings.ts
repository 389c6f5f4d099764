/** A card of XPay's public test environment, filled in with one click. */
export interface TestCard {
  readonly number: string
  readonly circuit: string
  readonly cvv: string
  readonly outcome: "OK" | "KO"
}

export interface Region {
  readonly id: string
  /** Lower case: `eur`. */
  readonly currency: string
  /** Lower case: `it`. */
  readonly country: string
}

/** The demo's configuration for its storefront. */
export interface Settings {
  readonly backendUrl: string
  readonly publishableKey: string
  readonly regions: readonly [Region, ...Region[]]
  readonly dashboardUrl: string
  readonly simulatorUrl: string
  readonly testCards: readonly TestCard[]
}

export async function loadSettings(): Promise<Settings> {
  const response = await fetch("/config.json")
  return (await response.json()) as Settings
}
