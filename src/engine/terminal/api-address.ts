/** Nexi's own addresses. Source: Nexi's specification of the service, "specifiche di utilizzo". */
export const BASE_URLS = {
  production: "https://xpay.nexigroup.com/api/phoenix-0.0/psp/api/v1",
  sandbox: "https://xpaysandbox.nexigroup.com/api/phoenix-0.0/psp/api/v1",
} as const

/** How the address of every edition of the API ends, and that of the simulator. */
export const API_PATH = "/psp/api/v1"

/** This machine, or a name that only a private network knows (a container's, say). */
const LOCAL_HOST = /^(127(\.\d{1,3}){3}|\[::1\]|[^.[\]]+|.+\.(localhost|local|test|internal))$/

export function isNexi(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === "https:" && hostname.endsWith(".nexigroup.com")
}

/** Whatever the path or the port, and also as a name that ends in the root's dot. */
export function isProduction(url: string | undefined): boolean {
  const hostOf = (one: string) => new URL(one).hostname.replace(/\.+$/, "")
  return url !== undefined && hostOf(url) === hostOf(BASE_URLS.production)
}

/** This machine, or a name that only a private network knows. */
export function isLocalHost(hostname: string): boolean {
  return LOCAL_HOST.test(hostname)
}

/** Of what is no address the other check says so. */
export function isSecure(url: string): boolean {
  if (!URL.canParse(url)) {
    return true
  }
  const { protocol, hostname } = new URL(url)
  return protocol === "https:" || isLocalHost(hostname)
}
