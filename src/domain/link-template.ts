/** Name of the template that a notification provider has to know, with `link`, `amount`, `order`, `expires_at`. */
export const LINK_TEMPLATE = "xpay-payment-link"
