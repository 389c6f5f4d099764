import fc from "fast-check"
import type { z } from "@medusajs/framework/zod"
import { customerContracts } from "../../src/gateway/wire/contract"
import { readErrors } from "../../src/gateway/wire/error-envelope"
import { hostedPage } from "../../src/gateway/wire/hosted-page"
import { operation, wrappedOperation } from "../../src/gateway/wire/operation"
import { orderList, orderState } from "../../src/gateway/wire/order-state"
import { newPaymentLink, readLink, renewedLink } from "../../src/gateway/wire/payment-link"
import { paymentMethods } from "../../src/gateway/wire/payment-method"
import { postOperation } from "../../src/gateway/wire/post-operation"
import { stepsInit, threeStepsValidation } from "../../src/gateway/wire/three-steps"
import { fixture } from "./support/fixture"

const SCHEMAS: [name: string, schema: z.ZodType, example: string][] = [
  ["an init", stepsInit, "orders-3steps-init"],
  ["a validation", threeStepsValidation, "orders-3steps-validation"],
  ["a payment", wrappedOperation, "orders-3steps-payment-executed"],
  ["a payment page", hostedPage, "orders-hpp"],
  ["a new link", newPaymentLink, "orders-paybylink"],
  ["a renewed link", renewedLink, "orders-paybylink-renewals"],
  ["a link", readLink, "orders-paybylink-get"],
  ["a capture", postOperation, "operations-captures"],
  ["an operation", operation, "operations-get-capture"],
  ["an order", orderState, "orders-get-partially-refunded"],
  ["orders", orderList, "orders-list"],
  ["payment methods", paymentMethods, "payment_methods"],
  ["saved cards", customerContracts, "contracts-customers"],
]

const anyJson = fc.jsonValue({ maxDepth: 3 })

/** Every object in a value, the outermost first. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null) {
    return []
  }
  const inside = Object.values(value).flatMap(objectsIn)
  return Array.isArray(value) ? inside : [value as Record<string, unknown>, ...inside]
}

describe.each(SCHEMAS)("%s", (_, schema, example) => {
  const body = () => structuredClone(fixture(`${example}.response`).body)
  const expected = () => schema.parse(body())

  test("is read the same with fields that nobody knows, everywhere", () => {
    const name = fc.string({ minLength: 1 }).map((text) => `new_${text}`)
    fc.assert(
      fc.property(fc.dictionary(name, anyJson, { minKeys: 1 }), (news) => {
        const changed = body()
        objectsIn(changed).forEach((object) => Object.assign(object, news))
        expect(schema.parse(changed)).toEqual(expected())
      })
    )
  })

  test("is read the same with null in place of fields that are left out", () => {
    const changed = body()
    for (const object of objectsIn(changed)) {
      for (const [key, value] of Object.entries(object)) {
        if (value === null) {
          delete object[key]
        }
      }
    }
    expect(schema.parse(changed)).toEqual(expected())
  })

  test("with any field spoilt is read or refused, and never crashes", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), anyJson, (which, field, junk) => {
        const changed = body()
        const objects = objectsIn(changed)
        const object = objects[which % objects.length] ?? {}
        const key = Object.keys(object)[field % Math.max(1, Object.keys(object).length)] ?? "x"
        object[key] = junk
        expect(typeof schema.safeParse(changed).success).toBe("boolean")
      }),
      { numRuns: 300 }
    )
  })

  test("may be anything at all, and never holds null", () => {
    fc.assert(
      fc.property(anyJson, (junk) => {
        const read = schema.safeParse(junk)
        expect(JSON.stringify(read.data ?? {})).not.toContain("null")
      })
    )
  })

  test("holds no null when XPay fills everything with null", () => {
    const changed = body()
    for (const object of objectsIn(changed)) {
      Object.assign(object, { customerInfo: null, warnings: null, additionalData: null, securityToken: null })
    }
    expect(JSON.stringify(schema.parse(changed)) ?? "").not.toContain("null")
  })
})

test("errors may be anything", () => {
  fc.assert(
    fc.property(fc.oneof(anyJson, fc.record({ errors: anyJson })), (junk) => Array.isArray(readErrors(junk)))
  )
})
