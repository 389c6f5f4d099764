interface Call {
  readonly method?: string
  readonly body?: object
  readonly query?: Record<string, string>
  readonly headers?: Record<string, string>
}

/** The part of Medusa's SDK that the sample needs. */
export const sdk = {
  client: {
    async fetch<T>(path: string, { method = "GET", body, query, headers }: Call = {}): Promise<T> {
      const address = new URL(path, process.env.NEXT_PUBLIC_MEDUSA_BACKEND_URL)
      Object.entries(query ?? {}).forEach(([name, value]) => address.searchParams.set(name, value))
      const response = await fetch(address, {
        method,
        headers: {
          "content-type": "application/json",
          "x-publishable-api-key": process.env.NEXT_PUBLIC_MEDUSA_PUBLISHABLE_KEY ?? "",
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        cache: "no-store",
      })
      if (!response.ok) {
        throw new Error(`${method} ${path}: HTTP ${response.status} ${await response.text()}`)
      }
      return (await response.json()) as T
    },
  },
}
