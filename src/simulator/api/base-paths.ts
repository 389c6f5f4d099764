/** Base path of the payment API on every XPay host. */
export const apiBasePath = "/api/phoenix-0.0/psp/api/v1"

/** The newer version. Only its creation of payment links is known. */
export const apiV2BasePath = "/api/phoenix-0.0/psp/api/v2"
