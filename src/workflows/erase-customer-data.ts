import {
  createStep,
  createWorkflow,
  StepResponse,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { eraseCustomerData } from "../use-cases/personal-data/erase-customer"
import { asCustomerId } from "../domain/ids"

/** Whose data are meant. */
export interface CustomerDataInput {
  customer_id: string
}

const eraseStep = createStep(
  "xpay-erase-customer-data",
  async ({ customer_id }: CustomerDataInput, { container }) => {
    await eraseCustomerData(container, asCustomerId(customer_id))
    return new StepResponse({ customer_id })
  }
)

/**
 * Erases what the plugin keeps of a customer, and what Medusa keeps because of it: saved cards, here and at XPay; in the
 * journal of payments the customer's id, the masked card, the hashed address, the return address, the address of a payment
 * link; in Medusa's payment sessions and payments the masked card and the copy of the customer; the account holder and its
 * link to the customer; the e-mails with payment links. What the books need stays: amounts, times, XPay's ids and codes.
 *
 * A payment that is open is erased when it is over, and a saved card when XPay has confirmed that it forgot it. A card whose
 * terminal is not configured any more goes at once; an incident names its contract, which a person has to deactivate.
 *
 * Not touched, because they are Medusa's own and other modules count on them: carts, orders with their addresses and
 * transactions, and the records of finished workflows (`workflow_execution` holds what Medusa's completion of a cart was
 * given). Run by itself when Medusa deletes a customer.
 */
export const eraseCustomerDataWorkflow = createWorkflow(
  "xpay-erase-customer-data",
  (input: WorkflowData<CustomerDataInput>) => new WorkflowResponse(eraseStep(input))
)
