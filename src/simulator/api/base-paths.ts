/** Where the payment API lives on every XPay host. */
export const apiBasePath = "/api/phoenix-0.0/psp/api/v1"

/** What is known of the newer version: nothing but the creation of payment links. */
export const apiV2BasePath = "/api/phoenix-0.0/psp/api/v2"
