import { Module } from "@medusajs/framework/utils"
import { XPayModuleService } from "./service"

export const XPAY_MODULE = "xpay"

export default Module(XPAY_MODULE, { service: XPayModuleService })
