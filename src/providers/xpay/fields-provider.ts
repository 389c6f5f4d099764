import { XPayProvider } from "./provider"

/**
 * Cards in XPay's own fields in the shop's page (XPay Build): neither the page's scripts nor this server see
 * a card, so no SAQ D is required. The fields are opened and confirmed by routes of the plugin.
 */
export class XPayFieldsProvider extends XPayProvider {
  static override identifier = "xpay-fields"
  protected override readonly channel = "fields"
}
