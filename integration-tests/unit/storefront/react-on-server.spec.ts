import { createElement } from "react"
import { renderToString } from "react-dom/server"
import { createXPayClient } from "../../../src/storefront"
import { useXPay, XPayCardForm, XPayMessage, XPayMethods, XPayProvider } from "../../../src/storefront/react"

const client = createXPayClient({ baseUrl: "https://api.shop.example", publishableKey: "pk_1" })

describe("the React components on a server", () => {
  it("render without a browser, and ask nobody for anything", () => {
    const html = renderToString(
      createElement(
        XPayProvider,
        {
          client,
          cartId: "cart_1",
          returnUrl: "https://shop.example/",
          onPayment: () => undefined,
          children: [],
        },
        createElement(XPayMessage),
        createElement(XPayCardForm),
        createElement(XPayMethods)
      )
    )
    expect(html).toBe('<div class="xpay-message" role="alert"></div><div class="xpay-methods"></div>')
  })

  it("say what is missing around them", () => {
    const Lost = () => createElement("p", {}, useXPay().message)
    expect(() => renderToString(createElement(Lost))).toThrow("No XPayProvider is around this.")
  })
})
