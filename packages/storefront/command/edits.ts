import { rewrite, type Edit } from "./edit"

const NAMES: Edit = {
  file: "src/lib/constants.tsx",
  purpose:
    "the starter's pages know the names of XPay's payments (without it they crash after every payment)",
  isDone: (text) => /\bwithXPay\(/.test(text),
  change: (text) =>
    rewrite(
      text,
      [/^(export const paymentInfoMap\b[^=]*= *)(\{\n[\s\S]*?\n\})/m, "$1withXPay($2)"],
      [/^import /m, 'import { withXPay } from "@lib/xpay-payment-info"\nimport ']
    ),
  byHand: `+import { withXPay } from "@lib/xpay-payment-info"
-export const paymentInfoMap: Record<…> = {
+export const paymentInfoMap: Record<…> = withXPay({
   …
-}
+})`,
}

const PAYMENT_STEP: Edit = {
  file: "src/modules/checkout/templates/checkout-form/index.tsx",
  purpose: "XPay's payment step in place of the starter's Payment and Review",
  isDone: (text) => /<XPayPayment\b/.test(text),
  change: (text) =>
    /\bcustomer\b/.test(text)
      ? rewrite(
          text,
          [
            importOf("Payment", "components/payment"),
            'import XPayPayment from "@modules/checkout/components/xpay-payment"\n',
          ],
          [importOf("Review", "components/review"), ""],
          [/<Payment\b[^>]*\/>/, "<XPayPayment cart={cart} customer={customer} />"],
          [/\n(?:[ \t]*\n)?[ \t]*<Review\b[^>]*\/>/, ""]
        )
      : undefined,
  byHand: `-import Payment from "@modules/checkout/components/payment"
-import Review from "@modules/checkout/components/review"
+import XPayPayment from "@modules/checkout/components/xpay-payment"
-      <Payment cart={cart} availablePaymentMethods={paymentMethods} />
-      <Review cart={cart} />
+      <XPayPayment cart={cart} customer={customer} />`,
}

const WRAPPER: Edit = {
  file: "src/app/[countryCode]/(checkout)/checkout/page.tsx",
  purpose: "no wrapper that loads Stripe's script onto the page with the card form",
  isDone: (text) => !text.includes("PaymentWrapper"),
  change: (text) =>
    rewrite(
      text,
      [importOf("PaymentWrapper", "components/payment-wrapper"), ""],
      [
        /^[ \t]*<PaymentWrapper\b[^>]*>\n([\s\S]*?)\n[ \t]*<\/PaymentWrapper>/m,
        (_, inside = "") => inside.replace(/^ {2}/gm, ""),
      ]
    ),
  byHand: `-import PaymentWrapper from "@modules/checkout/components/payment-wrapper"
-      <PaymentWrapper cart={cart}>
         <CheckoutForm cart={cart} customer={customer} />
-      </PaymentWrapper>`,
}

const MENU: Edit = {
  file: "src/modules/account/components/account-nav/index.tsx",
  purpose: "a link to the customer's saved cards",
  isDone: (text) => text.includes("/account/cards"),
  change: (text) =>
    // The lists for wide and narrow screens use two kinds of links.
    rewrite(
      text,
      [
        /^([ \t]*)<li>\s*<AccountNavLink\s+href="\/account\/orders"[\s\S]*?<\/li>\n/m,
        (found = "", indent = "") => found + menuEntry(indent, "AccountNavLink", "route={route!}"),
      ],
      [
        /^([ \t]*)<li>\s*<LocalizedClientLink\s+href="\/account\/orders"\s+(className="[^"]*")[\s\S]*?<\/li>\n/m,
        (found = "", indent = "", classes = "") => found + menuEntry(indent, "LocalizedClientLink", classes),
      ]
    ),
  byHand: `+              <li>
+                <AccountNavLink href="/account/cards" route={route!}>
+                  Saved cards
+                </AccountNavLink>
+              </li>`,
}

/** The changes that `add` makes, in the order in which it reports them. */
export const EDITS: readonly Edit[] = [NAMES, PAYMENT_STEP, WRAPPER, MENU]

/** The line that imports a component of the checkout. */
function importOf(name: string, from: string): RegExp {
  return new RegExp(`^import ${name} from ["']@modules/checkout/${from}["'];?\\n`, "m")
}

function menuEntry(indent: string, component: string, attributes: string): string {
  return [
    "<li>",
    `  <${component}`,
    '    href="/account/cards"',
    `    ${attributes}`,
    '    data-testid="cards-link"',
    "  >",
    "    Saved cards",
    `  </${component}>`,
    "</li>",
  ]
    .map((line) => `${indent}${line}\n`)
    .join("")
}
