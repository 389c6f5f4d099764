import path from "node:path"
import { Module } from "@medusajs/framework/utils"
import requireConfiguration from "./require-configuration"
import { XPayModuleService } from "./service"

export const XPAY_MODULE = "xpay"

/** The folder in which Medusa's migrator finds the module's migrations. */
export const MIGRATIONS = path.join(__dirname, "migrations")

export default Module(XPAY_MODULE, { service: XPayModuleService, loaders: [requireConfiguration] })
