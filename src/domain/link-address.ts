const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * Whether the URL of a payment link may be shown and sent: it uses TLS, or is that of a simulator on this machine.
 * Clerks click it, and customers trust what the shop sends them.
 */
export function isLinkAddress(address: string): boolean {
  if (/\s/.test(address) || !URL.canParse(address)) {
    return false
  }
  const { protocol, hostname } = new URL(address)
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname))
}
