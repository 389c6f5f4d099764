/** What a shop reads when its Medusa is another than the plugin was made for. */
export function notAsKnown(what: string): string {
  return (
    `This release of Medusa is not as medusa-payment-nexi-xpay knows it: ${what}. ` +
    "Payments could go wrong. Use a release of Medusa from the table in the plugin's README, or a newer release of the plugin."
  )
}
