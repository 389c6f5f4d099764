"use client"

import Link from "next/link"
import { useParams } from "next/navigation"
import { ComponentProps } from "react"

export default function LocalizedClientLink({ href, ...props }: ComponentProps<typeof Link>) {
  const { countryCode } = useParams<{ countryCode: string }>()
  return <Link href={`/${countryCode}${String(href)}`} {...props} />
}
