/** Nexi's own URLs. Source: Nexi's specification of the service, "specifiche di utilizzo". */
export const BASE_URLS = {
  production: "https://xpay.nexigroup.com/api/phoenix-0.0/psp/api/v1",
  sandbox: "https://xpaysandbox.nexigroup.com/api/phoenix-0.0/psp/api/v1",
} as const

/** The path that ends the base URL of every edition of the API, and of the simulator. */
export const API_PATH = "/psp/api/v1"

/** This machine, or a name that exists only in a private network (such as a container's). */
const LOCAL_HOST = /^(127(\.\d{1,3}){3}|\[::1\]|[^.[\]]+|.+\.(localhost|local|test|internal))$/

export function isNexi(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === "https:" && hostname.endsWith(".nexigroup.com")
}

/** Ignores path and port, and also matches the host name with a trailing dot. */
export function isProduction(url: string | undefined): boolean {
  const hostOf = (one: string) => new URL(one).hostname.replace(/\.+$/, "")
  return url !== undefined && hostOf(url) === hostOf(BASE_URLS.production)
}

/** This machine, or a name that exists only in a private network. */
export function isLocalHost(hostname: string): boolean {
  return LOCAL_HOST.test(hostname)
}

export function isThisMachine(hostname: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|localhost|.+\.localhost)$/.test(hostname)
}

/** True for an invalid URL: the other check reports it. */
export function isSecure(url: string): boolean {
  if (!URL.canParse(url)) {
    return true
  }
  const { protocol, hostname } = new URL(url)
  return protocol === "https:" || isLocalHost(hostname)
}
