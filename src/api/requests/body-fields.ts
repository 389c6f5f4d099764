import { z } from "@medusajs/framework/zod"
import { maskCardNumbers } from "../../domain/card-numbers/find-card-numbers"

/** Fields that the bodies of the store's payment routes share. The descriptions are printed in docs/storefront-reference.md. */
export const bodyFields = {
  cart_id: z
    .string()
    .min(1)
    .max(64)
    .brand<"CartId">()
    .describe("The cart that is paid. With the session's id it shows that this is its shopper."),
  return_url: z
    .string()
    .max(2048)
    // The URL is stored. A number that only looks like a card number is no reason to refuse the shopper.
    .transform((url) => maskCardNumbers(url))
    .optional()
    .describe(
      "Where the shopper comes back to; below one of the shop's `storefrontUrls`. The first of them when absent."
    ),
  locale: z
    .string()
    .max(35)
    .optional()
    .describe("Language of messages and of XPay's page: `it`, `en-GB`. That of the request when absent."),
}

/** Names fields and rules. Unknown keys are not repeated, because they could hold a card number. */
export function describeIssues(issues: readonly z.core.$ZodIssue[]): string {
  return issues
    .map((issue) => {
      const path = issue.path.join(".")
      const what = path === "" ? "the body" : `\`${path}\``
      if (issue.code === "unrecognized_keys") {
        return `${what} has unknown fields`
      }
      return issue.code === "invalid_type" ? `${what} must be ${issue.expected}` : `\`${path}\` is not valid`
    })
    .join("; ")
}
