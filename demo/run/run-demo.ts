import path from "node:path"
import { testCards } from "../../src/simulator"
import { HELP, readArguments, type DemoArguments } from "./arguments"
import { buildStorefront } from "./build-storefront"
import { choosePorts } from "./choose-ports"
import { DataFolder } from "./data-folder"
import { DemoProblem } from "./demo-problem"
import { Medusa } from "./medusa"
import { startPostgres } from "./postgres"
import { SIMULATED_API_KEY, startXPay } from "./simulator"
import { Started } from "./started"
import { inSeconds, step } from "./step"
import { stopOnSignals } from "./stop-on-signals"
import { serveStorefront } from "./storefront-server"
import { greeting } from "./texts"
import { warmDashboard } from "./warm-dashboard"

/** Starts the demo and keeps it running until it is stopped. */
export async function runDemo(argv: readonly string[]): Promise<void> {
  const started = new Started()
  stopOnSignals(started)
  try {
    const given = readArguments(argv)
    if (given.wantsHelp) {
      console.log(HELP)
      return
    }
    await start(given, started)
  } catch (error) {
    if (started.isStopping) {
      // The code that stops the demo also ends the process.
      return
    }
    console.error(`\n${error instanceof DemoProblem ? error.message : String((error as Error).stack)}\n`)
    await started.stopAll()
    process.exit(1)
  }
}

async function start(given: DemoArguments, started: Started): Promise<void> {
  const beginning = performance.now()
  const folder = new DataFolder(path.resolve(given.folder))
  const ports = await choosePorts(given.ports, (notice) => console.log(`  ${notice}`))
  const shopUrl = `http://localhost:${ports.shop}`
  const storeUrl = `http://localhost:${ports.store}`
  const dashboardUrl = `${storeUrl}/app`

  if (given.isFresh || !folder.hasStore()) {
    folder.clear()
    console.log("\n  First start: the store is made now, which takes about 40 seconds.\n")
  } else {
    console.log("\n  Starting with the orders of earlier runs, which takes about 15 seconds.\n")
  }
  await step(started, "Database", () => startPostgres(started, folder, ports.database))
  const xpay = await step(started, "XPay simulator", () => startXPay(started, ports.simulator))
  const medusa = new Medusa(
    { ports, shopUrl, storeUrl, xpay: { baseUrl: xpay.apiUrl, apiKey: SIMULATED_API_KEY } },
    folder,
    started
  )
  if (!medusa.isMigrated()) {
    await step(started, "Tables of Medusa and the plugin", () => medusa.migrate())
  }
  if (!folder.hasStore()) {
    await step(started, "Regions, shipping and products of the shop", () => medusa.seed())
  }
  await step(started, "Shop", async () => {
    await buildStorefront(folder.storefront)
    await serveStorefront(started, {
      folder: folder.storefront,
      url: shopUrl,
      port: ports.shop,
      storeUrl,
      xpayUrl: xpay.url,
      framesUrl: xpay.framesUrl,
      config: {
        ...folder.readStore(),
        backendUrl: storeUrl,
        dashboardUrl,
        simulatorUrl: xpay.url,
        testCards: testCards.map(({ pan, circuit, cvv, outcome }) => ({
          number: pan,
          circuit,
          cvv,
          outcome,
        })),
      },
    })
  })
  await step(started, "Medusa", () => medusa.start())
  await step(started, "Dashboard", () => warmDashboard(dashboardUrl))
  started.assertGoingOn()

  console.log(`\n  Ready after ${inSeconds(performance.now() - beginning)}.`)
  console.log(greeting({ shopUrl, dashboardUrl, simulatorUrl: xpay.url, testCards, folder: given.folder }))
}
