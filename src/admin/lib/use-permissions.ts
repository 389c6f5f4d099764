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
  accept_review: false,
} satisfies Partial<Permissions>

/** Browsers do not reveal the address of a page from another site. */
function isInForeignFrame(): boolean {
  try {
    return window.top !== null && window.top.location.origin !== window.location.origin
  } catch {
    return true
  }
}

/**
 * The permissions of the signed-in user's role; undefined until loaded. The server checks them again. In a frame of
 * another site no action that moves money is offered: a user could be tricked into clicking it.
 */
export function usePermissions(): Permissions | undefined {
  const language = useLanguage()
  const { data } = useQuery({
    queryKey: ["xpay", "permissions"],
    queryFn: async () => (await call<{ permissions: Permissions }>("permissions", language)).permissions,
  })
  return data === undefined || !isInForeignFrame() ? data : { ...data, ...NOTHING }
}
