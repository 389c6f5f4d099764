import {
  createStep,
  createWorkflow,
  StepResponse,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { eraseCustomerData } from "./erase-customer"

/** Whose data are meant. */
export interface CustomerDataInput {
  customer_id: string
}

const eraseStep = createStep(
  "xpay-erase-customer-data",
  async ({ customer_id }: CustomerDataInput, { container }) => {
    await eraseCustomerData(container, customer_id)
    return new StepResponse({ customer_id })
  }
)

/**
 * Erases what the plugin keeps of a customer: saved cards, here and at XPay; in the journal of payments and in Medusa's
 * payment data the customer's id, the masked card, the hashed address, the return address. What the books need stays:
 * amounts, times, XPay's ids and codes. What is open is erased when it is over. Run by itself when Medusa deletes a
 * customer.
 */
export const eraseCustomerDataWorkflow = createWorkflow(
  "xpay-erase-customer-data",
  (input: WorkflowData<CustomerDataInput>) => new WorkflowResponse(eraseStep(input))
)
