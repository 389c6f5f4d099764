import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { XPayCardProvider } from "./card-provider"
import { METHOD_PROVIDERS, XPayHostedProvider } from "./hosted-provider"

export default ModuleProvider(Modules.PAYMENT, {
  services: [XPayCardProvider, XPayHostedProvider, ...METHOD_PROVIDERS],
})
