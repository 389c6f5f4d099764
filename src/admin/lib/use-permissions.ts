import { useQuery } from "@tanstack/react-query"
import { call } from "./call"
import { useLanguage } from "./language"
import type { Permissions } from "./wire"

/** What the signed-in user's role allows; undefined until it is known. The server checks it again. */
export function usePermissions(): Permissions | undefined {
  const language = useLanguage()
  const { data } = useQuery({
    queryKey: ["xpay", "permissions"],
    queryFn: async () => (await call<{ permissions: Permissions }>("permissions", language)).permissions,
  })
  return data
}
