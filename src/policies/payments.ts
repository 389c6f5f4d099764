import { definePolicies } from "@medusajs/framework/utils"

/**
 * Medusa's own routes ask for these permissions, but Medusa does not list them, so that no role could be given one of
 * them alone. Listed here, they can be ticked under Settings → Roles.
 */
export default definePolicies([
  { name: "CreateCapture", resource: "capture", operation: "create", description: "Capture payments" },
  { name: "CreateRefund", resource: "refund", operation: "create", description: "Refund payments" },
])
