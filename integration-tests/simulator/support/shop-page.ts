import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"

/** A shop's web server: one page, with the test's content, and an empty page everywhere else. */
export class ShopPage {
  /** The content of the page at `/`. */
  html = ""
  /** The headers of pages. */
  headers: Readonly<Record<string, string>> = {}
  /** Files by their path. */
  readonly scripts: Record<string, string> = {}
  private readonly server: Server = createServer((request, response) => {
    const path = request.url?.replace(/\?.*/, "") ?? ""
    const script = this.scripts[path]
    if (script !== undefined) return void response.setHeader("content-type", "text/javascript").end(script)
    response.setHeader("content-type", "text/html; charset=utf-8")
    for (const [name, value] of Object.entries(this.headers)) response.setHeader(name, value)
    response.end(path === "/" ? this.html : `<!doctype html><title>shop</title><p id="at">${path}</p>`)
  })

  static async open(): Promise<ShopPage> {
    const page = new ShopPage()
    await new Promise<void>((resolve) => page.server.listen(0, "127.0.0.1", resolve))
    return page
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}
