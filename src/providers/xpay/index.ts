import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { XPayCardProvider } from "./card-provider"

export default ModuleProvider(Modules.PAYMENT, { services: [XPayCardProvider] })
