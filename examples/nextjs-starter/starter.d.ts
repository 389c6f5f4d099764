// Declares what the example uses of Next.js and the starter, so that it type-checks without them. Do not copy this
// file.

declare module "next/navigation" {
  export function redirect(path: string): never
  export function useParams<T>(): T
  export function useRouter(): { push(path: string): void; replace(path: string): void }
  export function useSearchParams(): URLSearchParams
}

declare module "next/cache" {
  export function revalidateTag(tag: string): void
}

declare module "@lib/data/cookies" {
  export function getAuthHeaders(): Promise<{ authorization: string } | object>
  export function getCacheTag(tag: string): Promise<string>
  export function removeCartId(): Promise<void>
}

declare module "@lib/util/env" {
  export function getBaseURL(): string
}

declare module "@lib/util/money" {
  export function convertToLocale(money: { amount: number; currency_code: string; locale?: string }): string
}

declare module "@modules/account/templates/login-template" {
  import type { ReactElement } from "react"
  export default function LoginTemplate(): ReactElement
}

declare module "*.css"
