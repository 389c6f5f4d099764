import { element } from "../element"
import type { CardFieldsSession } from "./card-fields-session"

/** An event from XPay's script about one field or all of them. */
export interface SdkEvent {
  readonly id?: string
  readonly errorCode?: string
  readonly validationStatus?: readonly { readonly id: string; readonly valid: boolean }[]
  readonly state?: string
  readonly data?: { readonly state?: string }
}

interface SdkOptions {
  readonly onBuildSuccess: (event: SdkEvent) => void
  readonly onBuildError: (event: SdkEvent) => void
  readonly onConfirmError: (event: SdkEvent) => void
  readonly onBuildFlowStateChange: (event: SdkEvent, state?: string) => void
  readonly onAllFieldsLoaded: () => void
  readonly cssLink: string | undefined
}

/** One set of frames, as XPay's script manages it. */
export interface Sdk {
  confirmData(loader: () => void): void
}

export type SdkClass = new (options: SdkOptions) => Sdk

/** XPay's class is a global of the script, not necessarily a property of `window`. */
declare const Build: SdkClass | undefined

let loading: Promise<unknown> | undefined

/**
 * Loads XPay's script, once per page. With a hash, the browser does not run a script that differs; XPay must then allow
 * other sites to read the script (CORS), or it does not load.
 *
 * @throws Error if it does not load; it can be retried.
 */
export async function loadSdk(sdk: CardFieldsSession["sdk"]): Promise<SdkClass> {
  if (typeof Build !== "function") {
    await (loading ??= addScript(sdk)).finally(() => (loading = undefined))
  }
  if (typeof Build !== "function") {
    throw new Error(sdk.src)
  }
  return Build
}

async function addScript({ src, integrity }: CardFieldsSession["sdk"]): Promise<void> {
  await new Promise((onload, onerror) => {
    const script = element("script", { onload, onerror })
    if (integrity !== undefined) {
      Object.assign(script, { integrity, crossOrigin: "anonymous" })
    }
    script.src = trusted(src)
    document.head.append(script)
  })
}

interface TrustedTypes {
  createPolicy(name: string, rules: object): { createScriptURL(url: string): string }
}

let policy: ReturnType<TrustedTypes["createPolicy"]> | undefined

/** For pages with Trusted Types: the policy's name is `xpay-card-fields`. */
function trusted(src: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  policy ??= trustedTypes?.createPolicy("xpay-card-fields", { createScriptURL: (url: string) => url })
  return policy?.createScriptURL(src) ?? src
}
