import { useQuery } from "@tanstack/react-query"
import { call } from "./call"
import { useLanguage } from "./language"
import type { Permissions } from "./wire"

const NOTHING = {
  capture: false,
  refund: false,
  void: false,
  cancel_capture: false,
  sync: false,
  resolve_incident: false,
  take_moto_payment: false,
  create_link: false,
  change_link: false,
  send_receipt: false,
} satisfies Partial<Permissions>

/** Browsers do not tell a page the address of another site's page. */
function isInForeignFrame(): boolean {
  try {
    return window.top !== null && window.top.location.origin !== window.location.origin
  } catch {
    return true
  }
}

/**
 * What the signed-in user's role allows; undefined until it is known. The server checks it again. In a frame of another
 * site nothing is offered that moves money: a clerk could be led to press it unseen.
 */
export function usePermissions(): Permissions | undefined {
  const language = useLanguage()
  const { data } = useQuery({
    queryKey: ["xpay", "permissions"],
    queryFn: async () => (await call<{ permissions: Permissions }>("permissions", language)).permissions,
  })
  return data === undefined || !isInForeignFrame() ? data : { ...data, ...NOTHING }
}
