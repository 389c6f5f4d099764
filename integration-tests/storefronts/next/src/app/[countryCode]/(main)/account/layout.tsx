import AccountNav from "@modules/account/components/account-nav"
import { ReactNode } from "react"

export default function AccountPageLayout({ dashboard }: { dashboard: ReactNode; login: ReactNode }) {
  return (
    <div>
      <AccountNav />
      {dashboard}
    </div>
  )
}
