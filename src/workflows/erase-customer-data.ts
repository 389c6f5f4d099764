import {
  createStep,
  createWorkflow,
  StepResponse,
  WorkflowResponse,
  type WorkflowData,
} from "@medusajs/framework/workflows-sdk"
import { eraseCustomerData } from "../use-cases/personal-data/erase-customer"
import { asCustomerId } from "../domain/ids"

/** The customer whose data are exported or erased. */
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
 * Erases what the plugin stores about a customer, and what Medusa stores because of it: saved cards, here and at XPay;
 * in the journal of payments the customer's id, the masked card, the hashed address, the return URL, the address of a
 * payment link; in Medusa's payment sessions and payments the masked card and the copy of the customer; the account
 * holder and its link to the customer; the e-mails with payment links. Accounting data stay: amounts, times, XPay's ids
 * and codes.
 *
 * An open payment is erased once it has ended, and a saved card once XPay has confirmed its deactivation. A card whose
 * terminal is no longer configured is erased at once; an incident names its contract, which has to be deactivated
 * manually.
 *
 * Not touched, because they are Medusa's own and other modules depend on them: carts, orders with their addresses and
 * transactions, and the records of finished workflows (`workflow_execution` holds the input of Medusa's cart
 * completion). Runs automatically when Medusa deletes a customer.
 */
export const eraseCustomerDataWorkflow = createWorkflow(
  "xpay-erase-customer-data",
  (input: WorkflowData<CustomerDataInput>) => new WorkflowResponse(eraseStep(input))
)
