/** Limit of modules to load. The dashboard's own code is a few large modules; the rest are not worth waiting for. */
const MOST_MODULES = 400
const LONGEST_WAIT_MS = 60_000

/**
 * Loads the dashboard as a browser would, module by module. Vite prepares its packages on first request; without this,
 * the first visitor would take the delay for a fault. Never fails.
 */
export async function warmDashboard(dashboardUrl: string): Promise<void> {
  const signal = AbortSignal.timeout(LONGEST_WAIT_MS)
  try {
    const waiting = references(await fetchText(`${dashboardUrl}/`, signal, "text/html"), dashboardUrl)
    const seen = new Set(waiting)
    for (let url = waiting.shift(); url !== undefined && seen.size < MOST_MODULES; url = waiting.shift()) {
      for (const found of references(await fetchText(url, signal, "*/*"), url)) {
        if (!seen.has(found)) {
          seen.add(found)
          waiting.push(found)
        }
      }
    }
  } catch {
    // The first page will be slow, or the demo is being stopped.
  }
}

async function fetchText(url: string, signal: AbortSignal, accept: string): Promise<string> {
  const response = await fetch(url, { signal, headers: { accept } })
  return response.ok ? await response.text() : ""
}

/** Imports of a page or a Vite module: root-relative paths in quotes. */
function references(text: string, base: string): string[] {
  const found = text.matchAll(/(?:\bfrom|\bimport\(?|\bsrc=)\s*["'](\/[^"'\s]+)["']/g)
  return [...found].map(([, path]) => new URL(path ?? "", base).href)
}
