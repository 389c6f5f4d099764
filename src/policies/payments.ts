import { definePolicies } from "@medusajs/framework/utils"

/**
 * Medusa's own routes require these permissions, but Medusa does not list them, so no role could be granted one of them
 * alone. Listed here, they can be selected under Settings → Roles.
 */
export default definePolicies([
  { name: "CreateCapture", resource: "capture", operation: "create", description: "Capture payments" },
  { name: "CreateRefund", resource: "refund", operation: "create", description: "Refund payments" },
])
