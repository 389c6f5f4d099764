/** The message for a Medusa release that does not work as the plugin expects. */
export function notAsKnown(what: string): string {
  return (
    `This release of Medusa is not as medusa-payment-nexi-xpay knows it: ${what}. ` +
    "Payments could go wrong. Use a release of Medusa from the table in the plugin's README, or a newer release of the plugin."
  )
}
