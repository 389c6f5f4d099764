"use client"

import LocalizedClientLink from "@modules/common/components/localized-client-link"
import { useParams, usePathname } from "next/navigation"

export default function AccountNav() {
  const route = usePathname()
  return (
    <nav>
      <ul data-testid="mobile-account-nav">
        <li>
          <LocalizedClientLink href="/account/orders" className="narrow" data-testid="orders-link">
            <span>Orders</span>
          </LocalizedClientLink>
        </li>
      </ul>
      <ul data-testid="account-nav">
        <li>
          <AccountNavLink href="/account/orders" route={route!} data-testid="orders-link">
            Orders
          </AccountNavLink>
        </li>
      </ul>
    </nav>
  )
}

type AccountNavLinkProps = {
  href: string
  route: string
  children: React.ReactNode
  "data-testid"?: string
}

const AccountNavLink = ({ href, route, children, ...rest }: AccountNavLinkProps) => {
  const { countryCode }: { countryCode: string } = useParams()
  const isHere = route.split(countryCode)[1] === href
  return (
    <LocalizedClientLink href={href} aria-current={isHere ? "page" : undefined} {...rest}>
      {children}
    </LocalizedClientLink>
  )
}
