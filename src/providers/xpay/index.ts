import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { XPayCardProvider } from "./card-provider"
import { XPayLinkProvider, XPayMotoProvider } from "./staff-providers"
import { XPayFieldsProvider } from "./fields-provider"
import { lookAtConfig } from "./look-at-config"
import { METHOD_PROVIDERS, XPayHostedProvider } from "./hosted-provider"

export default ModuleProvider(Modules.PAYMENT, {
  loaders: [lookAtConfig],
  services: [
    XPayCardProvider,
    XPayFieldsProvider,
    XPayMotoProvider,
    XPayLinkProvider,
    XPayHostedProvider,
    ...METHOD_PROVIDERS,
  ],
})
