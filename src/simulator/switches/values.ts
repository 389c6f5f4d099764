import { z } from "@medusajs/framework/zod"

export const days = z.number().int().min(0).max(365)
export const milliseconds = z.number().int().min(0).max(86_400_000)
