import { testCards } from "./cards/test-cards"
import { defaultPort } from "./cli-arguments"
import { defaultTerminals } from "./simulator-options"
import { type Simulator } from "./start-simulator"

export const helpText = `XPay simulator: Nexi XPay on your machine. No real money moves, nothing is kept.

Usage: xpay-simulator [options]

  -p, --port <number>      Port to listen on (${defaultPort}; 0 picks a free one)
      --host <address>     Address to listen on (127.0.0.1: this machine only)
      --public-url <url>   Address browsers use, behind a proxy or a tunnel
      --frames-port <n>    Port for the card fields in a shop's page (the next one)
      --frames-url <url>   Address at which browsers find them, as --public-url
  -q, --quiet              Print nothing but errors
  -h, --help               Show this
`

/** Text shown once the simulator has started. */
export function greeting({
  url,
  apiUrl,
  framesUrl,
}: Pick<Simulator, "url" | "apiUrl" | "framesUrl">): string {
  const keys = defaultTerminals.map(
    ({ apiKey, accounting, moto }) => `    ${apiKey}  ${accounting} accounting${moto ? ", with MOTO" : ""}`
  )
  const cards = testCards.map(
    ({ pan, circuit, expiryDate, cvv, outcome }) =>
      `    ${pan.replace(/(\d{4})(?=\d)/g, "$1 ")}  ${circuit.padEnd(4)}  ${expiryDate.slice(0, 2)}/${expiryDate.slice(2)}  ` +
      `CVV ${cvv}  ${outcome === "OK" ? "approved" : "declined"}`
  )
  return [
    "XPay simulator is running. No real money moves.",
    "",
    `  Back office   ${url}/`,
    `  API base URL  ${apiUrl}`,
    `  Control API   ${url}/_control`,
    `  Card fields   ${framesUrl}`,
    "",
    "  API keys",
    ...keys,
    "",
    "  Test cards (any other valid number is approved; any month to come and any security code will do)",
    ...cards,
    "    Cards for each behaviour, such as every decline code: docs/simulator.md",
    "",
    "  Stop with Ctrl+C.",
    "",
  ].join("\n")
}

/** A readable message for a failed start. */
export function startFailure(error: unknown, port: number, host: string): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  if (code === "EADDRINUSE") {
    const taken = error instanceof Error && "port" in error ? Number(error.port) : port
    const option = taken === port ? "--port" : "--frames-port"
    return `Port ${taken} is already in use. Stop the other program, or choose another port with ${option}.`
  }
  if (code === "EACCES") return `Port ${port} needs more rights. Choose one above 1023 with --port.`
  if (code === "EADDRNOTAVAIL") return `This machine has no address ${host}. Check --host.`
  return `XPay simulator could not start: ${error instanceof Error ? error.message : String(error)}`
}
